import type { Context } from 'hono';
import { terminalWords } from '../../cli/words.ts';
import { readUpload } from '../../http/upload.ts';
import type { Translate } from '../../i18n/translate.ts';
import { readJson } from '../../imports/json.ts';
import { UnreadableFile } from '../../imports/problems.ts';
import { memorySource } from '../../imports/source.ts';

/** The paths that take questionnaires, and their logos, as files. */
export const questionnaireUploadPath =
  /^\/studio\/surveys\/(?:new\/file|[a-z0-9-]{1,64}\/questionnaire\/(?:file|logo))$/;

/** The longest questionnaire allowed, 5,000,000 characters, in a file indented as ours are. */
const largestQuestionnaire = 20 * 1024 * 1024;

/** A document that somebody sent, its file's name and what was typed beside it. */
export interface SentDocument {
  readonly values: ReadonlyMap<string, string>;
  readonly name: string;
  readonly json: unknown;
}

/** Why there is none, in words for the field with the file. */
export interface NoDocument {
  readonly values: ReadonlyMap<string, string>;
  readonly error: string;
  readonly status: 413 | 422;
}

/** Reads a form with a questionnaire as a file. @param fields the names of the other fields */
export async function readQuestionnaireFile(
  c: Context,
  fields: readonly string[],
  t: Translate,
): Promise<SentDocument | NoDocument> {
  const endings = ['.json'];
  const types = ['application/json', 'text/json', 'text/plain'];
  const upload = await readUpload(c, { file: 'file', fields, most: largestQuestionnaire, endings, types });
  const { values } = upload;
  if ('problem' in upload) {
    const params = { megabytes: largestQuestionnaire / 1024 / 1024, endings: endings.join(', ') };
    const status = upload.problem === 'tooLarge' ? 413 : 422;
    return { values, error: t(`studio.upload.${upload.problem}`, params), status };
  }
  const { name, bytes } = upload.file;
  try {
    return { values, name, json: await readJson(memorySource(name, bytes)) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, params } = error.problem;
    return { values, error: terminalWords(t)(`cli.problem.${code}`, params), status: 422 };
  }
}
