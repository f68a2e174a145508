import * as fs from "node:fs";
import * as path from "node:path";
import { escapedHtml, escapedJson } from "./escape";
import { pack } from "./packed";
import { pageData } from "./pageData";
import type { PageContent } from "./pageData";
import { pageScript, sourceHash } from "./script";

/**
 * One page that shows a graph, or the difference of two, and needs nothing else: it asks no server,
 * and its policy lets it run and look like nothing but what is written here. Names come from pull
 * requests that nobody has read yet, so they are data to the script and never markup
 * (`require-trusted-types-for` has the browser refuse anything else).
 */
export function renderPage(content: PageContent): string {
    const style = fs.readFileSync(path.join(__dirname, "style.css"), "utf8");
    const script = pageScript();
    const policy = [
        "default-src 'none'",
        `script-src ${sourceHash(script)}`,
        `style-src ${sourceHash(style)}`,
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ].join("; ");
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapedHtml(content.title)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This page draws what it shows with a script, which is part of it.</noscript>
<script type="application/json" id="data">${escapedJson(pack(pageData(content)))}</script>
<script>${script}</script>
</body>
</html>
`;
}
