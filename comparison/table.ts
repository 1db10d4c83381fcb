import type { Results } from "./results.ts";

const begin = "<!-- comparison: npm run comparison writes this table -->\n";
const end = "<!-- end of the comparison -->\n";

/** The table of a run, as Markdown. */
export function tableOf({ versions, rows }: Results): string {
  const names = Object.keys(versions);
  const head = ["", ...names.map((name) => `${name} ${versions[name]}`)];
  const lines = rows.map(({ title, findings }) => [
    title,
    ...names.map((name) => findings[name]?.verdict ?? ""),
  ]);
  const rule = head.map((_, index) => (index === 0 ? "---" : ":-:"));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** What was seen, cell by cell. */
export function evidenceOf({ versions, rows }: Results): string {
  const section = ({ title, findings }: Results["rows"][number]): string => {
    const cells = Object.keys(versions).map((name) => {
      const finding = findings[name];
      return `- ${name}: **${finding?.verdict}** – ${finding?.evidence}\n`;
    });
    return `### ${title}\n\n${cells.join("")}`;
  };
  return rows.map(section).join("\n");
}

/** The page with another text between its two marks. */
export function withGenerated(markdown: string, text: string): string {
  const [from, to] = [markdown.indexOf(begin), markdown.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`The page lacks the lines\n${begin}${end}`);
  return `${markdown.slice(0, from + begin.length)}\n${text}\n${markdown.slice(to)}`;
}
