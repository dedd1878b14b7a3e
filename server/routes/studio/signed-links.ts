import type { Queryable } from '#db/database.ts';
import type { Survey, Wave } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { createDefinitions } from '../../actions/definitions.ts';
import { signedAddress } from '../../addresses.ts';
import { AppError } from '../../errors.ts';
import { addressColumn, signedLinksCsv } from '../../exports/signed-links.ts';
import type { Dependencies } from '../../http/context.ts';
import { sendCsv } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { streamedUpload } from '../../http/upload-stream.ts';
import { whenReadable } from '../../imports/documents.ts';
import { createUploads } from '../../imports/kept-uploads.ts';
import { FileProblems } from '../../imports/problems.ts';
import { type OrderList, readOrders } from '../../imports/read-orders.ts';
import type { Source } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { signedLinksPage } from '../../views/studio/signed-links.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** A million orders with a dozen columns. */
const largestFile = 256 * 1024 ** 2;

/** Paths that take such files, which are read as they come in. */
export const signedLinksUploadPath = /^\/studio\/surveys\/[^/]+\/waves\/[^/]+\/signed-links$/;

const path = '/surveys/:survey/waves/:wave/signed-links';

/** Links that say which order, visit, … they are about: a company's list goes in, and comes back with an address in each row. */
export function addSignedLinkRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, secret, publicUrl } = deps;
  const uploads = createUploads(deps.incoming, deps);
  const definitions = createDefinitions();

  routes
    .get(path, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const { wave, facts } = await signable(db.read, survey, c.req.param('wave'));
      const about = { facts, typed: nothingTyped, problems: null };
      const view = signedLinksPage(standing, surveyAs(survey, standing), waveAs(wave, standing), about);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post(path, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const { wave, openKey, facts } = await signable(db.read, survey, c.req.param('wave'));
      const refuse = (errors: ReadonlyMap<string, string>, problems: FileProblems | null) => {
        const about = { facts, typed: { values: new Map<string, string>(), errors }, problems };
        const view = signedLinksPage(standing, surveyAs(survey, standing), waveAs(wave, standing), about);
        return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
      };
      const upload = await streamedUpload(c, { field: 'file', most: largestFile });
      if (upload === null) return refuse(new Map([['file', standing.t('customers.new.noFile')]]), null);
      const about = { surveyId: survey.id, personId: visitor.person.id, name: upload.fileName };
      const id = await uploads.keep(about, upload.bytes);
      const kept = await uploads.find(id);
      if (kept === null) throw new Error('A file that was just kept is not there');
      const { list, rows, problems } = await checkedOrders(kept.source, facts);
      if (list === null) {
        await uploads.forget(id);
        return refuse(new Map(), problems);
      }
      const details = { wave: wave.key, way: 'signedLinks', rows };
      await db.write((tx) => recorderFor(deps, visitor)(tx, { survey, action: 'links.exported', details }));
      const addressOf = (said: Readonly<Record<string, string>>) =>
        signedAddress({ publicUrl }, secret, openKey, said);
      const text = thenForgotten(signedLinksCsv(list, addressOf, true), () => uploads.forget(id));
      return sendCsv(c, `${survey.slug}-${wave.key}-signed-links.csv`, text);
    });

  /** A wave whose open link may say facts. @throws AppError `notFound` for any other */
  async function signable(read: Queryable, survey: Survey, key: string | undefined) {
    const wave: Wave = await waveIn(read, survey, key);
    const { facts } = await definitions.ofVersion(read, wave.versionId);
    const { openKey } = wave;
    if (openKey === null || facts.length === 0) throw new AppError('notFound');
    return { wave, openKey, facts };
  }
}

/**
 * A list to be read once more, after all of it was looked at: nothing is made of a file with a mistake in it.
 *
 * @returns `list` is `null` where there are problems
 */
async function checkedOrders(
  source: Source,
  facts: Definition['facts'],
): Promise<{ readonly list: OrderList | null; readonly rows: number; readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  let rows = 0;
  const list = await whenReadable(problems, async () => {
    const first = await readOrders(source, facts, problems);
    if (first.columns.includes(addressColumn))
      problems.add('duplicateColumn', { row: 1, column: addressColumn });
    for await (const _ of first.rows) rows += 1;
    return await readOrders(source, facts, new FileProblems(source.name));
  });
  return { list: problems.count > 0 ? null : list, rows, problems };
}

/** A text, and what is done once nobody reads on, to its end or not. */
async function* thenForgotten(text: AsyncIterable<string>, forget: () => Promise<void>) {
  try {
    yield* text;
  } finally {
    await forget();
  }
}
