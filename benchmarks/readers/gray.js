// Reads front matter as Eleventy and Gatsby do (gray-matter), or adds a key with it.
// One JSON object a line on stdin: {"name", "text"}; one a line on stdout: {"name", "data" | "error"}.
const matter = require("gray-matter");
const toml = require("smol-toml");
const jsyaml = require("js-yaml");
const mode = process.argv[2];

function read(source) {
  const text = source.replace(/^\uFEFF/, "");
  const options = { engines: { toml: toml.parse } };
  if (text.startsWith("+++")) Object.assign(options, { delimiters: "+++", language: "toml" });
  if (mode === "add") {
    const file = matter(text, options);
    file.data.x_added = ["Microsoft", "OpenAI"];
    return matter.stringify(file, file.data);
  }
  if (mode === "js-yaml") return jsyaml.load(text) ?? {};
  return matter(text, options).data;
}

const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
for (const line of lines) {
  const { name, text } = JSON.parse(line);
  let said;
  try {
    said = { name, data: read(text) };
  } catch (error) {
    said = { name, error: String(error.message || error) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
