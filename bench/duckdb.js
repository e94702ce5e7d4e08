/* Runs the SQL of the bench in DuckDB and says how long it took.
 *
 *   node duckdb.js load RECORDS DATABASE       the tables from CSV, kept in a file
 *   node duckdb.js cold RECORDS THREADS        from CSV to the answers in memory, once
 *   node duckdb.js run DATABASE SQL THREADS RUNS ANSWERS
 *       warm: each measure RUNS times after one to warm up; the answers as CSV
 *
 * Prints `name<TAB>number`: milliseconds (medians; `all` is that of the sums of each run), and
 * `memory` in MB, the most that the process held.
 */
"use strict";

const fs = require("fs");
const path = require("path");
const { DuckDBInstance } = require("@duckdb/node-api");
const holidays = require("./holidays.js");

const say = (name, value) => console.log(name + "\t" + value);
const since = (start) => Number(process.hrtime.bigint() - start) / 1e6;
const memory = () => say("memory", (process.resourceUsage().maxRSS / 1024).toFixed(0));

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

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
  const start = process.hrtime.bigint();
  await load(connection, records);
  await connection.run("CHECKPOINT");
  say("load", since(start).toFixed(1));
  await check(connection, records);
  for (const table of ["referrals", "assessments", "plans", "visits", "episodes"]) {
    const rows = (await connection.runAndReadAll("SELECT count(*) FROM " + table)).getRows();
    say(table, String(rows[0][0]));
  }
  const version = (await connection.runAndReadAll("SELECT version()")).getRows();
  say("version", version[0][0]);
}

async function cold(records, threads) {
  const start = process.hrtime.bigint();
  const connection = await open(":memory:", threads);
  await load(connection, records);
  for (const part of statements("ordered")) await connection.run(part.text);
  say("all", since(start).toFixed(1));
  memory();
}

async function once(connection, parts, times) {
  let sum = 0;
  for (const part of parts) {
    const start = process.hrtime.bigint();
    await connection.run(part.text);
    const taken = since(start);
    sum += taken;
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
  for (const part of parts) say(part.name, median(times[part.name]).toFixed(1));
  say("all", median(times.all).toFixed(1));
  say("best", Math.min(...times.all).toFixed(1));
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
