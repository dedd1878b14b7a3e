import type { Survey } from '#db/tables.ts';
import { keyPattern } from '../../actions/create-wave.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { streamedUpload } from '../../http/upload-stream.ts';
import type { Uploads } from '../../imports/kept-uploads.ts';
import { readersHere } from '../../imports/list-threads.ts';
import { previewTable } from '../../imports/preview-list.ts';
import type { RunningImports } from '../../imports/running-imports.ts';
import type { SeekableSource } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { fileField, formView, nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import type { StudioFormPage } from '../../views/studio/form-page.view.ts';
import { type Standing, surveyFrame, surveyPath } from '../../views/studio/frame.view.ts';
import { type ColumnChoices, listColumnsPage } from '../../views/studio/list-columns.view.ts';
import { surveyAs } from './named.ts';
import {
  type Beginning,
  choicesIn,
  mappingFrom,
  suggestedChoices,
  suggestedPurchases,
} from './read-columns.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

const columnsPath = '/surveys/:survey/customers/import/:upload';

/** What is kept of a list that was sent, with the file of purchases that goes with it. */
interface SentList {
  readonly id: string;
  readonly name: string;
  readonly source: SeekableSource;
  readonly choices: ReadonlyMap<string, string> | null;
  readonly purchases: { readonly id: string; readonly source: SeekableSource } | null;
}

/** What the columns of a list are, and those of the purchases that go with it; then its import. */
export function addListColumnRoutes(
  routes: GuardedRoutes,
  deps: Dependencies,
  { uploads, imports, mostBytes }: { uploads: Uploads; imports: RunningImports; mostBytes: number },
): void {
  const lists = deps.lists ?? readersHere;

  routes
    .get(columnsPath, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const list = await sentList(c.req.param('upload'), survey);
      const { page } = await looked(list, c.req.query('key'), standingOf(c, visitor), survey);
      return sendStudioPage(deps, c, 'studio/list-columns', page({ checked: null, errors: new Map() }));
    })

    .post(columnsPath, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const sent = await sentList(c.req.param('upload'), survey);
      const key = c.req.query('key') ?? '';
      const values = await readTyped(c);
      const wanted = values.get('do');
      if (wanted === 'purchases' || wanted === 'withoutPurchases') {
        await uploads.note(sent.id, { choices: Object.fromEntries(values) });
        if (wanted === 'withoutPurchases') await forgetPurchases(sent);
        const part = wanted === 'purchases' ? '/purchases' : '';
        return c.redirect(columnsAddress(survey, sent.id, key, part), 303);
      }
      const list = { ...sent, choices: values };
      const { table, choices, sources, page } = await looked(list, key, standing, survey);
      const mapping = mappingFrom(choices, table, standing.t);
      const errors = 'errors' in mapping ? mapping.errors : new Map<string, string>();
      if ('errors' in mapping)
        return sendStudioPage(deps, c, 'studio/list-columns', page({ checked: null, errors }), {
          status: 422,
        });
      if (wanted === 'import' && keyPattern.test(key)) {
        const what = { surveyId: survey.id, key, ...sources, mapping: mapping.mapping };
        const begun = { ...what, personId: visitor.person.id };
        await uploads.importing(sent.id, key);
        imports.begin(begun, { ...deps, record: recorderFor(deps, visitor) }, () => forgetAll(sent));
        return c.redirect(surveyPath(survey.slug, '/customers'), 303);
      }
      const checked = await lists.previewFrame(sources, mapping.mapping);
      const status = checked.problems.count === 0 ? 200 : 422;
      return sendStudioPage(deps, c, 'studio/list-columns', page({ checked, errors }), { status });
    })

    .get(`${columnsPath}/purchases`, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const list = await sentList(c.req.param('upload'), survey);
      const back = columnsAddress(survey, list.id, c.req.query('key') ?? '');
      const view = purchasesPage(standingOf(c, visitor), survey, { list, back, typed: nothingTyped });
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post(`${columnsPath}/purchases`, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const list = await sentList(c.req.param('upload'), survey);
      const back = columnsAddress(survey, list.id, c.req.query('key') ?? '');
      const upload = await streamedUpload(c, { field: 'purchases', most: mostBytes });
      if (upload === null) {
        const errors = new Map([['purchases', standing.t('customers.new.noFile')]]);
        const view = purchasesPage(standing, survey, { list, back, typed: { values: new Map(), errors } });
        return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
      }
      const about = { surveyId: survey.id, personId: visitor.person.id, name: upload.fileName };
      const id = await uploads.keep(about, upload.bytes);
      await forgetPurchases(list);
      await uploads.note(list.id, { purchases: id });
      return c.redirect(`${back}#purchases`, 303);
    });

  /** A list that was sent to this survey. @throws AppError `notFound` for any other, and one no longer kept */
  async function sentList(id: string | undefined, survey: Survey): Promise<SentList> {
    const upload = await uploads.find(id ?? '');
    if (upload === null || upload.surveyId !== survey.id) throw new AppError('notFound');
    const beside = upload.purchases === undefined ? null : await uploads.find(upload.purchases);
    return {
      id: id ?? '',
      name: upload.name,
      source: upload.source,
      choices: upload.choices === undefined ? null : new Map(Object.entries(upload.choices)),
      purchases:
        beside === null || upload.purchases === undefined
          ? null
          : { id: upload.purchases, source: beside.source },
    };
  }

  /** The beginnings of the files as they are to be read, what was chosen or seems right, and the page that shows it. */
  async function looked(list: SentList, key: string | undefined, standing: Standing, survey: Survey) {
    const typed = list.choices === null ? null : choicesIn(list.choices);
    const source = onSheet(list.source, typed?.sheet ?? '');
    const table = await previewTable(source);
    const file = list.purchases?.source ?? null;
    const bought = file === null ? null : onSheet(file, typed?.purchases?.sheet ?? '');
    const purchases = bought === null ? null : { name: bought.name, table: await previewTable(bought) };
    const today = deps.now();
    const choices: ColumnChoices =
      typed === null
        ? suggestedChoices(table, purchases?.table ?? null, today)
        : {
            ...typed,
            purchases:
              purchases === null
                ? null
                : (typed.purchases ?? suggestedPurchases(purchases.table, customerIn(typed, table), today)),
          };
    const name = key === undefined ? list.id : `${list.id}?${new URLSearchParams({ key })}`;
    const about = { table, purchases, choices };
    return {
      table,
      choices,
      sources: { source, purchases: bought },
      page: (said: Pick<Parameters<typeof listColumnsPage>[3], 'checked' | 'errors'>) =>
        listColumnsPage(
          standing,
          surveyAs(survey, standing),
          { id: name, name: list.name },
          { ...about, ...said },
        ),
    };
  }

  async function forgetPurchases({ id, purchases }: SentList): Promise<void> {
    if (purchases === null) return;
    await uploads.note(id, { purchases: undefined });
    await uploads.forget(purchases.id);
  }

  async function forgetAll({ id, purchases }: SentList): Promise<void> {
    await uploads.forget(id);
    if (purchases !== null) await uploads.forget(purchases.id);
  }
}

/** The address of the page of a list's columns; it goes on naming the list it is to become. */
export function columnsAddress(survey: Survey, upload: string, key: string, part = ''): string {
  return surveyPath(survey.slug, `/customers/import/${upload}${part}?${new URLSearchParams({ key })}`);
}

/** The column that was said to hold the customer's number; `''` where none was. */
function customerIn({ uses }: ColumnChoices, table: Beginning): string {
  const place = uses.indexOf('customer');
  return 'columns' in table ? (table.columns[place] ?? '') : '';
}

function onSheet(source: SeekableSource, sheet: string): SeekableSource {
  return sheet === '' ? source : { ...source, sheet };
}

function purchasesPage(
  standing: Standing,
  survey: Survey,
  { list, back, typed }: { list: SentList; back: string; typed: Typed },
): StudioFormPage {
  const { t } = standing;
  const { slug, title } = surveyAs(survey, standing);
  const heading = t('customers.bought.title', { file: list.name });
  const [path = '', query = ''] = back.split('?');
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${heading} · ${title}`,
    heading,
    prose: [t('customers.bought.help')],
    back: { href: back, label: t('customers.bought.back') },
    form: formView(t, typed, {
      action: `${path}/purchases?${query}`,
      submit: t('customers.bought.add'),
      fields: [
        fileField({ name: 'purchases', label: t('customers.bought.file') }, typed, '.csv,.xlsx,text/csv'),
      ],
    }),
  };
}
