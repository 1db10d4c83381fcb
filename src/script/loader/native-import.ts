type NativeImport = (url: string) => Promise<Readonly<Record<string, unknown>>>;

const source = "data:text/javascript,export const load = (url) => import(url)";

let load: NativeImport | null = null;

/** Node's own import: test runners replace the `import()` of the files they load, but not that of other modules. */
export async function nativeImport(url: string): Promise<Readonly<Record<string, unknown>>> {
  if (load === null) {
    const module: { readonly load: NativeImport } = await import(source);
    load = module.load;
  }
  return load(url);
}
