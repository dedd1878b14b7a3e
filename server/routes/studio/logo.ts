import { editDraft } from '../../actions/edit-draft.ts';
import { keepLogo } from '../../actions/set-brand.ts';
import { terminalWords } from '../../cli/words.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { readUpload, type UploadedFile } from '../../http/upload.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type Logo, readLogo } from '../../imports/read-logo.ts';
import { memorySource } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { designPath, nothingDone } from '../../views/studio/design/design-frame.view.ts';
import { errorsView } from '../../views/studio/form.view.ts';
import { designPages } from './design-pages.ts';
import { definitionOf } from './designed-draft.ts';
import { standingOf } from './studio-page.ts';

/** A form with the largest logo there may be, and what stands around it. */
const largestForm = 1024 * 1024;
const rules = {
  file: 'logo',
  fields: [],
  most: largestForm,
  endings: ['.png', '.jpg', '.jpeg', '.webp'],
  types: ['image/png', 'image/jpeg', 'image/webp'],
};

/** The colour of a look that begins with a logo: that of pages without one. */
const colour = ['colour', '#0a6c74'] as const;

/** A logo from a file, in the place of the one before. It is kept by what its bytes are; a draft refers to it by their digest. */
export function addLogoRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now } = deps;
  const show = designPages(deps);

  routes.post('/surveys/:survey/questionnaire/logo', { survey: 'design' }, async ({ c, visitor, survey }) => {
    const { t } = standingOf(c, visitor);
    const here = new URL(designPath(survey.slug, '/settings'), c.req.url);
    const upload = await readUpload(c, rules);
    const refuse = (error: string, status: 409 | 413 | 422) => {
      const errors = errorsView(t, new Map([['logo', error]]));
      return show(c, visitor, survey.id, here, { status, done: () => ({ ...nothingDone, errors }) });
    };
    if ('problem' in upload) {
      const params = { megabytes: largestForm / 1024 / 1024, endings: rules.endings.join(', ') };
      return await refuse(
        t(`studio.upload.${upload.problem}`, params),
        upload.problem === 'tooLarge' ? 413 : 422,
      );
    }
    const sent = await logoIn(upload.file, t);
    if ('error' in sent) return await refuse(sent.error, 422);
    const digest = await db.write((tx) => keepLogo(tx, sent.logo, now().getTime()));
    const hasLook = definitionOf(survey).brand !== undefined;
    const drafting = { ...deps, record: recorderFor(deps, visitor) };
    let revision = survey.draftRevision;
    for (const [field, value] of [...(hasLook ? [] : [colour]), ['logo', digest] as const]) {
      const edit = { edit: 'set', place: 'brand', field, value } as const;
      const outcome = await editDraft(drafting, { surveyId: survey.id, by: visitor.person, edit, revision });
      if (outcome === 'unknownSurvey') throw new AppError('notFound');
      if (!('edited' in outcome)) return await refuse(t('design.overtaken'), 409);
      revision = outcome.edited.revision;
    }
    return c.redirect(`${here.pathname}#brand`, 303);
  });
}

/** The logo in a file, or why there is none, in words for the field with the file. */
async function logoIn(
  { name, bytes }: UploadedFile,
  t: Translate,
): Promise<{ readonly logo: Logo } | { readonly error: string }> {
  const reading = await readLogo(memorySource(name, bytes));
  if (!('problems' in reading)) return reading;
  const words = terminalWords(t);
  return {
    error: reading.problems.first.map(({ code, params }) => words(`cli.problem.${code}`, params)).join(' '),
  };
}
