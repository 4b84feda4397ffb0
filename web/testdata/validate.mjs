// Reads pages as JSON lines {name, html} and writes what is not valid in them, a line each.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const validator = new HtmlValidate(new StaticConfigLoader({
	root: true,
	extends: ["html-validate:standard", "html-validate:a11y"],
}));

for await (const line of createInterface({ input: process.stdin })) {
	const { name, html } = JSON.parse(line);
	const report = await validator.validateString(html);
	for (const { messages } of report.results) {
		for (const m of messages) {
			console.log(`${name}:${m.line}:${m.column}: ${m.message} (${m.ruleId})`);
		}
	}
}
