import type { z } from 'zod';
import { problemsFromIssues } from '#surveys/definition-problem.ts';
import { readJson } from './json.ts';
import { FileProblems, UnreadableFile } from './problems.ts';
import type { Source } from './source.ts';

/** Runs `read`; a file that cannot be read becomes its one problem. */
export async function whenReadable<T>(problems: FileProblems, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, row, column, params } = error.problem;
    problems.add(code, { row, column }, params);
    return null;
  }
}

/** Reads a JSON document of a given shape, or says everything that is wrong with it. */
export async function readDocument<S extends z.ZodType>(
  source: Source,
  schema: S,
): Promise<{ readonly document: z.output<S> } | { readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  const json = await whenReadable(problems, async () => ({ value: await readJson(source) }));
  if (json === null) return { problems };
  const result = schema.safeParse(json.value, { reportInput: true });
  if (result.success) return { document: result.data };
  for (const { path, code, params } of problemsFromIssues(result.error.issues)) {
    problems.add(code, { column: path === '' ? null : path }, params);
  }
  return { problems };
}
