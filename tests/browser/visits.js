// Looks at the page in every way at once.
//
//   node visits.js write PAGE FOLDER AXE    copies of the page, and host.html with each
//                                           in a frame as wide as the screen it stands for
//   node visits.js read DUMP                what the visits found; exit 1 if anything
//
// The copies have no content security policy, since what is added must run. `noscript`
// takes the page's own script out: so it is in a browser without script. `broken` is a
// page with things wrong on purpose, of which axe must find some.
"use strict";
const fs = require("fs");
const path = require("path");

const visits = [];
for (const width of [320, 768, 1280])
  for (const script of ["script", "noscript"]) visits.push({ kind: "axe", script, width });
visits.push({ kind: "broken", script: "script", width: 1280 });
for (const width of [320, 1280]) visits.push({ kind: "behaviour", script: "script", width });
for (const visit of visits) visit.name = [visit.kind, visit.script, visit.width].join("-");

const look = `
  axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"]
  }).then(function (results) {
    finish({
      width: innerWidth,
      overflow: document.documentElement.scrollWidth - innerWidth,
      passes: results.passes.length,
      violations: results.violations.map(function (one) {
        return one.id + " (" + one.nodes.length + "): " + one.help + "\\n    " +
          one.nodes.slice(0, 3).map(function (node) {
            return node.html.slice(0, 160) + "\\n    " + node.failureSummary.slice(0, 300);
          }).join("\\n    ");
      })
    });
  });`;

function copy(page, visit, axe) {
  const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
  const own = /<script>[\s\S]*?<\/script>/;
  if (!policy.test(page) || !own.test(page)) throw new Error("no policy or no script");
  let html = page.replace(policy, "");
  if (visit.script === "noscript") html = html.replace(own, "");
  if (visit.kind === "broken")
    html = html.replace(' lang="en-GB"', "").replace(/<section class="group[\s\S]*<\/article>\n<\/section>/, "")
      .replace(/<label[^>]*>/g, "<span>");
  const added = visit.kind === "behaviour" ?
    [fs.readFileSync(path.join(__dirname, "behaviour.js"), "utf8")] : [axe, look];
  added.unshift(`function finish(found) {
    parent.postMessage({ name: "${visit.name}", found: found }, "*");
  }`);
  return html.replace("</body>", () => added.map((text) =>
    "<script>" + text.replace(/<\/script/gi, "<\\/script") + "</script>").join("") + "</body>");
}

function write(page, folder, axe) {
  for (const visit of visits)
    fs.writeFileSync(path.join(folder, visit.name + ".html"), copy(page, visit, axe));
  fs.writeFileSync(path.join(folder, "host.html"), `<!DOCTYPE html><title>Visits</title>
<pre id="found"></pre>
<script>
addEventListener("message", function (event) {
  document.getElementById("found").textContent +=
    encodeURIComponent(JSON.stringify(event.data)) + "\\n";
});
</script>
${visits.map((visit) =>
    `<iframe src="${visit.name}.html" width="${visit.width}" height="800" style="border:0"></iframe>`
  ).join("\n")}\n`);
}

function wrongWith(visit, found) {
  if (!found) return ["did not finish"];
  if (visit.kind === "behaviour") return found.wrong;
  if (visit.kind === "broken")
    return found.violations.length ? [] : ["axe found nothing wrong with a broken page"];
  const wrong = found.violations.slice();
  if (found.width !== visit.width) wrong.push("the page was " + found.width + " px wide");
  if (found.overflow > 0) wrong.push("the page is " + found.overflow + " px too wide");
  if (found.passes < 20) wrong.push("only " + found.passes + " rules had anything to look at");
  return wrong;
}

function read(dump) {
  const found = {};
  const lines = (/<pre id="found">([^<]*)/.exec(dump) || ["", ""])[1].split("\n");
  for (const line of lines.filter(Boolean)) {
    const message = JSON.parse(decodeURIComponent(line));
    found[message.name] = message.found;
  }
  let failed = false;
  for (const visit of visits) {
    const wrong = wrongWith(visit, found[visit.name]);
    failed = failed || wrong.length > 0;
    if (!wrong.length) console.log(visit.name + ": ok");
    wrong.forEach((one) => console.log(visit.name + ": " + one));
  }
  return failed ? 1 : 0;
}

const [what, file, folder, axe] = process.argv.slice(2);
const text = fs.readFileSync(file, "utf8");
if (what === "write") write(text, folder, fs.readFileSync(axe, "utf8"));
else process.exit(read(text));
