/** What an HTML comment before a block tells the test; readers do not see it. */
export interface BlockDirectives {
  /** The block is written to this file of the page's project. */
  readonly file?: string;
  /** The block is what this file of the project holds. */
  readonly shows?: string;
  /** Commands that are typed before the block and not shown. */
  readonly prepare?: string;
  /** Code that the block needs and readers do not. */
  readonly setup?: string;
  /** `online`: on a SQLite database in memory; a dialect's name: as a script of that dialect; `types`: only type-checked. */
  readonly run?: string;
  /** The block is the script of the `ts` block before it on this dialect. */
  readonly dialect?: string;
  /** Why the block is neither run nor checked. */
  readonly skip?: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  readonly directives: BlockDirectives;
}

const directiveNames = ["file", "shows", "prepare", "setup", "run", "dialect", "skip"];

/** The fenced blocks of a page, in order, with the comments that stand right before them. */
export function blocksOf(page: string, markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const pattern = /((?:^<!--(?:(?!-->)[\s\S])*-->\n+)*)^```(\w+)\n([\s\S]*?)^```$/gm;
  for (const match of markdown.matchAll(pattern)) {
    const [, comments = "", language = "", text = ""] = match;
    const line = markdown.slice(0, match.index + comments.length).split("\n").length;
    blocks.push({ page, language, text, line, directives: directivesOf(comments, `${page}:${line}`) });
  }
  return blocks;
}

function directivesOf(comments: string, place: string): BlockDirectives {
  const entries = [...comments.matchAll(/<!--\s*(\w+):\s*([\s\S]*?)\s*-->/g)].map(
    ([, name = "", value = ""]) => {
      if (!directiveNames.includes(name))
        throw new Error(`${place}: unknown directive '${name}' before the block`);
      return [name, value];
    },
  );
  return Object.fromEntries(entries);
}
