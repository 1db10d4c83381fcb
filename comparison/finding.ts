export type Verdict = "yes" | "partly" | "no" | "–";

/** What a script saw. */
export interface Finding {
  readonly verdict: Verdict;
  /** What was observed, in one line. */
  readonly evidence: string;
}

export const yes = (evidence: string): Finding => ({ verdict: "yes", evidence });
export const partly = (evidence: string): Finding => ({ verdict: "partly", evidence });
export const no = (evidence: string): Finding => ({ verdict: "no", evidence });

/** The question does not arise for the tool. */
export const notAsked = (evidence: string): Finding => ({ verdict: "–", evidence });

/** The finding of several rounds that speaks most against a tool. */
export function worstOf(findings: readonly Finding[]): Finding {
  const order: readonly Verdict[] = ["no", "partly"];
  const found = order.map((verdict) => findings.find((finding) => finding.verdict === verdict));
  const [worst = findings[0]] = found.filter((finding) => finding !== undefined);
  if (worst === undefined) throw new Error("There was no round.");
  return worst;
}

/** What a telling line looks like, the best first. */
const tellingPatterns = [/error: /i, /corrupt|locked|conflict/i, /error|fail|already|detected/i, /./];

/** The line that tells most of what a command printed. */
export function telling(text: string): string {
  const lines = text
    .split(/[\n\r]/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("at "));
  const found = tellingPatterns.map((pattern) => lines.findLast((line) => pattern.test(line)));
  return (found.find((line) => line !== undefined) ?? "no output").slice(0, 160);
}
