import { createSurvey } from '../../actions/create-survey.ts';
import { terminalWords } from '../../cli/words.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { readUpload, type UploadedFile, type UploadRules } from '../../http/upload.ts';
import type { Translate } from '../../i18n/translate.ts';
import { readJson } from '../../imports/json.ts';
import { UnreadableFile } from '../../imports/problems.ts';
import { memorySource } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { beginSurveyPage, type Chosen } from '../../views/studio/begin-survey.view.ts';
import type { Typed } from '../../views/studio/form.view.ts';
import type { StudioFormPage } from '../../views/studio/form-page.view.ts';
import { type Standing, surveyPath } from '../../views/studio/frame.view.ts';
import { slugFor } from './begin-survey.ts';
import { authorOf, whyNot } from './created.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** The path that takes questionnaires as files. */
export const questionnaireUploadPath = /^\/studio\/surveys\/new\/file$/;

/** The longest questionnaire allowed, 5,000,000 characters, in a file indented as ours are. */
const largestQuestionnaire = 20 * 1024 * 1024;

const rules: UploadRules = {
  file: 'file',
  fields: ['slug'],
  most: largestQuestionnaire,
  endings: ['.json'],
  types: ['application/json', 'text/json', 'text/plain'],
};

/** Beginning a survey from a questionnaire in a file, such as another server exported. */
export function addImportRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  routes.post('/surveys/new/file', { general: 'beginSurvey' }, async ({ c, visitor }) => {
    const standing = standingOf(c, visitor);
    const { t } = standing;
    const upload = await readUpload(c, rules);
    const refuse = (errors: Typed['errors'], problems: readonly string[] = [], status: 413 | 422 = 422) => {
      const view = importForm(standing, { values: upload.values, errors }, problems);
      return sendStudioPage(deps, c, 'studio/form-page', view, { status });
    };
    if ('problem' in upload) {
      const megabytes = largestQuestionnaire / 1024 / 1024;
      const said = t(`studio.upload.${upload.problem}`, { megabytes, endings: rules.endings.join(', ') });
      return refuse(new Map([['file', said]]), [], upload.problem === 'tooLarge' ? 413 : 422);
    }
    const { file, values } = upload;
    const read = await documentIn(file, t);
    if ('unreadable' in read) return refuse(new Map([['file', read.unreadable]]));
    const created = await createSurvey(
      { ...deps, record: recorderFor(deps, visitor) },
      {
        slug: values.get('slug') || slugFor(file.name.replace(/\.json$/i, '')),
        beginning: { from: 'file', json: read.json },
        title: null,
        ...authorOf(visitor),
      },
    );
    if (typeof created === 'object' && 'slug' in created) return c.redirect(surveyPath(created.slug), 303);
    const { errors, problems } = whyNot(created, t);
    return refuse(errors, problems);
  });
}

/** The form that begins a survey from a file. @param problems what is wrong with the file that was sent */
export function importForm(
  standing: Standing,
  typed: Typed,
  problems: readonly string[] = [],
): StudioFormPage {
  const chosen: Chosen = { from: 'file', of: '', title: null, languages: [], modules: [], slug: '' };
  return beginSurveyPage(standing, chosen, typed, {
    name: '',
    action: '/studio/surveys/new/file',
    problems,
  });
}

async function documentIn(
  { name, bytes }: UploadedFile,
  t: Translate,
): Promise<{ readonly json: unknown } | { readonly unreadable: string }> {
  try {
    return { json: await readJson(memorySource(name, bytes)) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, params } = error.problem;
    return { unreadable: terminalWords(t)(`cli.problem.${code}`, params) };
  }
}
