/** What a picture of the revision graph can be written as; the first one is the default. */
export const graphFormats = ["mermaid", "html"] as const;
export type GraphFormat = (typeof graphFormats)[number];
