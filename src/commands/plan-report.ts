import { relative } from "node:path";
import type { Config } from "../config/index.ts";
import { dialectNamed } from "../dialect/registry.ts";
import type { MigrationPlan, PlannedOperation, PlannedStatement, PlannedStep } from "../runtime/index.ts";
import { printJson } from "./print-json.ts";

/** Prints plans: as one JSON array, or each as an SQL script whose comments say what belongs to what. */
export function printPlans(config: Config, plans: readonly MigrationPlan[], asJson: boolean): void {
  if (asJson) printJson(config, plans.map(planData));
  else for (const plan of plans) config.printStdout(new PlanScript(plan).text());
}

/** The plan as JSON can hold it: bytes in hexadecimal, big integers as text. */
function planData(plan: MigrationPlan): unknown {
  return JSON.parse(JSON.stringify({ ...plan, pending: plan.steps.length }, jsonValue));
}

function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}

class PlanScript {
  readonly #plan: MigrationPlan;
  readonly #format: ReturnType<typeof dialectNamed>["script"];
  readonly #blocks: string[] = [];
  #transaction: number | null = null;

  constructor(plan: MigrationPlan) {
    this.#plan = plan;
    this.#format = dialectNamed(plan.dialect).script;
  }

  text(): string {
    this.#blocks.push(comment(headline(this.#plan)));
    if (!this.#plan.ddlRollsBack && this.#plan.steps.length > 0)
      this.#blocks.push(comment(`${this.#plan.dialect} commits each DDL statement by itself.`));
    for (const operation of this.#plan.preparation) this.#operation(operation);
    for (const step of this.#plan.steps) this.#step(step);
    this.#moveTo(null);
    return `${this.#blocks.join("\n\n")}\n`;
  }

  #step(step: PlannedStep): void {
    const first = step.operations.flatMap(({ statements }) => statements)[0];
    if (first !== undefined) this.#moveTo(first.transaction);
    this.#blocks.push(comment(stepTitle(step)));
    for (const operation of step.operations) this.#operation(operation);
  }

  #operation({ operation, at, statements, notes }: PlannedOperation): void {
    const [first] = statements;
    if (first !== undefined) this.#moveTo(first.transaction);
    const title = at === null ? operation : `${operation}()  ${shortPlace(at)}`;
    const above = [comment(title), ...notes.map((note) => comment(`  note: ${note}`))].join("\n");
    const [head = null, ...rest] = statements;
    this.#blocks.push(head === null ? above : `${above}\n${this.#statement(head)}`);
    for (const statement of rest) {
      this.#moveTo(statement.transaction);
      this.#blocks.push(this.#statement(statement));
    }
  }

  #statement({ sql, parameters, rows }: PlannedStatement): string {
    const text = `${sql.replaceAll("\t", "    ").trim().replace(/;$/, "")}${this.#format.terminator || ";"}`;
    const values = rows === undefined ? (parameters ?? []) : rows;
    if (values.length === 0) return text;
    const label = rows === undefined ? "with" : "once for each of";
    return `${text}\n${comment(`  ${label} ${JSON.stringify(values, jsonValue)}`)}`;
  }

  /** Draws the borders between the transaction so far and the next statement's. */
  #moveTo(transaction: number | null): void {
    const before = this.#transaction;
    if (transaction === before) return;
    this.#transaction = transaction;
    if (this.#plan.inCallersTransaction) return;
    if (before !== null) this.#blocks.push(`${this.#format.commit};`);
    if (transaction !== null) this.#blocks.push(`${this.#format.begin};`);
  }
}

function headline({ database, rows, rowsAfter, steps, inCallersTransaction }: MigrationPlan): string {
  if (steps.length === 0) return `Plan for ${database}: nothing to do, it is at ${place(rows)}`;
  const count = steps.length === 1 ? "1 revision" : `${steps.length} revisions`;
  const where = inCallersTransaction ? ", in the caller's transaction" : "";
  return `Plan for ${database}: ${count}, from ${place(rows)} to ${place(rowsAfter)}${where}`;
}

function place(rows: readonly string[]): string {
  return rows.length === 0 ? "base" : rows.join(", ");
}

function stepTitle({ direction, from, to, message }: PlannedStep): string {
  return `${direction} ${place(from)} -> ${place(to)}${message === "" ? "" : `, ${message}`}`;
}

/** `file:line:column` with the file as seen from the current directory. */
function shortPlace(at: string): string {
  const [, file, line] = /^(.*?):(\d+):\d+$/.exec(at) ?? [];
  return file === undefined ? at : `${relative("", file)}:${line}`;
}

function comment(text: string): string {
  return text
    .split("\n")
    .map((line) => `-- ${line}`.trimEnd())
    .join("\n");
}
