/** The identifiers of revisions, in their order. */
export function revisionIds(nodes: readonly { readonly revision: string }[]): readonly string[] {
  return nodes.map(({ revision }) => revision);
}
