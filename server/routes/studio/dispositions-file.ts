import type { Survey } from '#db/tables.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { streamedUpload } from '../../http/upload-stream.ts';
import type { Translate } from '../../i18n/translate.ts';
import {
  type DispositionMapping,
  dispositionMapping,
  importDispositions,
  readDispositions,
} from '../../imports/import-dispositions.ts';
import { createUploads } from '../../imports/kept-uploads.ts';
import { previewTable, type TablePreview } from '../../imports/preview-list.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import {
  type ChosenColumns,
  dispositionCodes,
  dispositionsFilePage,
  dispositionsUploadPage,
} from '../../views/studio/fieldwork/dispositions-file.view.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** A million rows with a note each. */
const largestFile = 64 * 1024 ** 2;

/** Paths that take such files, which are read as they come in. */
export const dispositionsUploadPath = /^\/studio\/surveys\/[^/]+\/waves\/[^/]+\/dispositions$/;

/** Importing what became of many customers of a wave: all rows of a file, or none. */
export function addDispositionsFileRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now } = deps;
  const uploads = createUploads(deps.incoming, deps);
  const path = '/surveys/:survey/waves/:wave/dispositions';
  const running = new Map<string, ReturnType<typeof importDispositions>>();

  routes
    .get(path, { survey: 'record' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = waveAs(await waveIn(db.read, survey, c.req.param('wave')), standing);
      const view = dispositionsUploadPage(standing, surveyAs(survey, standing), wave, nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post(path, { survey: 'record' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const upload = await streamedUpload(c, { field: 'file', most: largestFile });
      if (upload === null) {
        const typed = { values: new Map(), errors: new Map([['file', standing.t('customers.new.noFile')]]) };
        const named = waveAs(wave, standing);
        const view = dispositionsUploadPage(standing, surveyAs(survey, standing), named, typed);
        return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
      }
      const about = { surveyId: survey.id, personId: visitor.person.id, name: upload.fileName };
      const id = await uploads.keep(about, upload.bytes);
      return c.redirect(wavePath(survey.slug, wave.key, `/dispositions/${id}`), 303);
    })

    .get(`${path}/:upload`, { survey: 'record' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const upload = await uploadOf(c.req.param('upload'), survey, visitor);
      const table = await previewTable(upload.source);
      const chosen = suggested(table);
      const { mapping } = mappingFrom(chosen, standing.t);
      const read =
        mapping === null ? null : await readDispositions(deps, { wave, source: upload.source, mapping });
      const about = { upload, table, chosen, read, errors: new Map<string, string>() };
      const named = waveAs(wave, standing);
      const view = dispositionsFilePage(standing, surveyAs(survey, standing), named, about);
      return sendStudioPage(deps, c, 'studio/fieldwork/dispositions-file', view);
    })

    .post(`${path}/:upload`, { survey: 'record' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const upload = await uploadOf(c.req.param('upload'), survey, visitor);
      const values = await readTyped(c);
      const chosen = chosenIn(values);
      const { mapping, errors } = mappingFrom(chosen, standing.t);
      const { source } = upload;
      if (mapping !== null && values.get('do') === 'import') {
        const by = visitor.person.name;
        const record = recorderFor(deps, visitor);
        const imported = await once(upload.id, () =>
          importDispositions({ db, now, record }, { wave, source, mapping, by }),
        );
        if ('recorded' in imported) {
          await uploads.forget(upload.id);
          const path = wavePath(survey.slug, wave.key, '/customers');
          return c.redirect(`${path}?imported=${imported.recorded}`, 303);
        }
      }
      const read = mapping === null ? null : await readDispositions(deps, { wave, source, mapping });
      const table = await previewTable(source);
      const isRight = read !== null && read.problems.count === 0;
      const about = { upload, table, chosen, read, errors };
      const named = waveAs(wave, standing);
      const view = dispositionsFilePage(standing, surveyAs(survey, standing), named, about);
      const status = isRight ? 200 : 422;
      return sendStudioPage(deps, c, 'studio/fieldwork/dispositions-file', view, { status });
    });

  /** Imports a file once, also where its button is clicked again meanwhile. */
  async function once(id: string, begin: () => ReturnType<typeof importDispositions>) {
    const importing = running.get(id) ?? begin();
    running.set(id, importing);
    return await importing.finally(() => running.delete(id));
  }

  /** A file that this visitor sent to this survey. @throws AppError `notFound` for any other */
  async function uploadOf(id: string | undefined, survey: Survey, { person }: Visitor) {
    const upload = await uploads.find(id ?? '');
    if (upload === null || upload.surveyId !== survey.id || upload.personId !== person.id)
      throw new AppError('notFound');
    return { ...upload, id: id ?? '' };
  }
}

const names: Readonly<Record<keyof ChosenColumns, RegExp>> = {
  customer: /客户|会员|账号|编号|customer|account|^id$/i,
  disposition: /结果|disposition|result|outcome|status/i,
  date: /日期|时间|date|day|when|time/i,
  note: /备注|说明|记录|note|remark|comment/i,
};

/** What the columns seem to be, by their names. */
function suggested(table: TablePreview | { readonly problems: unknown }): ChosenColumns {
  const columns = 'columns' in table ? table.columns : [];
  const named = (column: keyof ChosenColumns) => columns.find((name) => names[column].test(name)) ?? '';
  return {
    customer: named('customer'),
    disposition: named('disposition'),
    date: named('date'),
    note: named('note'),
  };
}

function chosenIn(values: ReadonlyMap<string, string>): ChosenColumns {
  const value = (name: keyof ChosenColumns) => values.get(name) ?? '';
  return {
    customer: value('customer'),
    disposition: value('disposition'),
    date: value('date'),
    note: value('note'),
  };
}

/** A mapping as it was chosen, or what is wrong with it, by field. */
function mappingFrom(
  { customer, disposition, date, note }: ChosenColumns,
  t: Translate,
): { readonly mapping: DispositionMapping | null; readonly errors: Map<string, string> } {
  const errors = new Map<string, string>();
  if (customer === '') errors.set('customer', t('dispositions.column.customer.missing'));
  if (disposition === '') errors.set('disposition', t('dispositions.column.disposition.missing'));
  if (errors.size > 0) return { mapping: null, errors };
  const reading = dispositionMapping.safeParse({
    customer,
    disposition: { column: disposition, codes: dispositionCodes() },
    ...(date === '' ? {} : { date }),
    ...(note === '' ? {} : { note }),
  });
  if (!reading.success) throw new AppError('badRequest');
  return { mapping: reading.data, errors };
}
