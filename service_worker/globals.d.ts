/** Built files by their names before hashing, put in by the build. */
declare const __ASSETS__: Record<string, string>;
