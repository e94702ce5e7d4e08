/* Runs the SQL of the bench in DuckDB and says how long it took.
 *
 *   node duckdb.js load RECORDS DATABASE       the tables from CSV, kept in a file
 *   node duckdb.js cold RECORDS THREADS        from CSV to the answers in memory, once
 *   node duckdb.js run DATABASE SQL THREADS RUNS ANSWERS
 *       warm: each measure RUNS times after one to warm up; the answers as CSV
 *
 * Prints `name<TAB>ms<TAB>cpu`, the best of the runs on the clock and of the processors (`all`:
 * of the sum of a run), and `memory` in MB, the most that the process held.
 */
"use strict";

const fs = require("fs");
const path = require("path");
const { DuckDBInstance } = require("@duckdb/node-api");
const holidays = require("./holidays.js");

const say = (...fields) => console.log(fields.join("\t"));

/* Milliseconds on the clock, and of the processors, whom other programs disturb less. */
function clock() {
  const { user, system } = process.cpuUsage();
  return { wall: Number(process.hrtime.bigint()) / 1e6, cpu: (user + system) / 1e3 };
}
function since(start) {
  const end = clock();
  return { wall: end.wall - start.wall, cpu: end.cpu - start.cpu };
}
const best = (times, which) => Math.min(...times.map((time) => time[which])).toFixed(1);
const sayTime = (name, times) => say(name, best(times, "wall"), best(times, "cpu"));
const memory = () => say("memory", (process.resourceUsage().maxRSS / 1024).toFixed(0));

/* The statements of a file in order: { name, text }, names behind `--@`. */
function statements(name, replaced) {
  let text = fs.readFileSync(path.join(__dirname, name + ".sql"), "utf8");
  for (const [word, value] of Object.entries(replaced || {}))
    text = text.replaceAll(word, value.replaceAll("'", "''"));
  const found = [];
  for (const part of text.split(/^--@ /m).slice(1)) {
    const end = part.indexOf("\n");
    found.push({ name: part.slice(0, end), text: part.slice(end + 1) });
  }
  return found;
}

async function open(file, threads) {
  const instance = await DuckDBInstance.create(file, { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run("SET perfect_ht_threshold = 18");
  return connection;
}

async function load(connection, records) {
  await connection.run("CREATE TABLE holidays (day DATE)");
  await connection.run("INSERT INTO holidays VALUES " +
    holidays(1995, 2025).map((day) => "('" + day + "')").join(", "));
  for (const part of statements("load", { RECORDS: records })) await connection.run(part.text);
}

async function check(connection, records) {
  for (const part of statements("holds", { RECORDS: records })) {
    const rows = (await connection.runAndReadAll(part.text)).getRows();
    if (Number(rows[0][0]) !== 0) throw new Error(`${rows[0][0]} rows: ${part.name}`);
  }
}

async function loaded(records, file) {
  const connection = await open(file, 2);
  const start = clock();
  await load(connection, records);
  await connection.run("CHECKPOINT");
  sayTime("load", [since(start)]);
  await check(connection, records);
  for (const table of ["referrals", "assessments", "plans", "visits", "episodes"]) {
    const rows = (await connection.runAndReadAll("SELECT count(*) FROM " + table)).getRows();
    say(table, String(rows[0][0]));
  }
  const version = (await connection.runAndReadAll("SELECT version()")).getRows();
  say("version", version[0][0]);
}

async function cold(records, threads) {
  const start = clock();
  const connection = await open(":memory:", threads);
  await load(connection, records);
  for (const part of statements("ordered")) await connection.run(part.text);
  sayTime("all", [since(start)]);
  memory();
}

async function once(connection, parts, times) {
  const sum = { wall: 0, cpu: 0 };
  for (const part of parts) {
    const start = clock();
    await connection.run(part.text);
    const taken = since(start);
    sum.wall += taken.wall;
    sum.cpu += taken.cpu;
    if (times) times[part.name].push(taken);
  }
  if (times) times.all.push(sum);
}

async function warm(file, sql, threads, runs, answers) {
  const connection = await open(file, threads);
  const parts = statements(sql);
  const times = { all: [] };
  for (const part of parts) times[part.name] = [];
  if (runs > 1) await once(connection, parts, null);
  for (let i = 0; i < runs; i++) await once(connection, parts, times);
  for (const name of Object.keys(times)) sayTime(name, times[name]);
  memory();
  for (const part of statements("answers", { ANSWERS: answers })) await connection.run(part.text);
}

async function main() {
  const [mode, ...rest] = process.argv.slice(2);
  if (mode === "load" && rest.length === 2) await loaded(rest[0], rest[1]);
  else if (mode === "cold" && rest.length === 2) await cold(rest[0], Number(rest[1]));
  else if (mode === "run" && rest.length === 5)
    await warm(rest[0], rest[1], Number(rest[2]), Number(rest[3]), rest[4]);
  else throw new Error("see the top of bench/duckdb.js for its arguments");
}

main().catch((error) => {
  console.error("duckdb: " + error.message);
  process.exitCode = 1;
});
