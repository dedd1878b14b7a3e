import type { Queryable } from '#db/database.ts';
import { framesOfSurvey, strataOfFrame } from '#db/queries/frames.ts';
import type { Survey } from '#db/tables.ts';
import { keyPattern } from '../../actions/create-wave.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { streamedUpload } from '../../http/upload-stream.ts';
import { type FrameMapping, frameMapping } from '../../imports/frame-mapping.ts';
import { createUploads } from '../../imports/kept-uploads.ts';
import { previewFrame, previewTable, type TablePreview } from '../../imports/preview-list.ts';
import { createRunningImports } from '../../imports/running-imports.ts';
import { recorderFor } from '../../people/recorder.ts';
import { customersPage, type ListedFrame } from '../../views/studio/customers.view.ts';
import { fileField, formView, lineField, nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import type { StudioFormPage } from '../../views/studio/form-page.view.ts';
import { type Standing, surveyFrame, surveyPath } from '../../views/studio/frame.view.ts';
import { type ColumnChoices, listColumnsPage } from '../../views/studio/list-columns.view.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** A list of a million customers with a dozen columns is a tenth of it. */
const largestList = 2 * 1024 ** 3;

/** Paths that take files of any length, which are read as they come in. */
export const listUploadPath = /^\/studio\/surveys\/[^/]+\/customers\/import$/;

/** The customer lists of a survey: what there is, and importing one with its columns mapped in a preview. */
export function addCustomerRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;
  const uploads = createUploads(deps.incoming, deps);
  const imports = createRunningImports(deps.reportFailure);

  routes
    .get('/surveys/:survey/customers', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const frames = await listedFrames(db.read, survey);
      const view = customersPage(standing, surveyAs(survey, standing), frames, imports.of(survey.id));
      return sendStudioPage(deps, c, 'studio/customers', view);
    })

    .get('/surveys/:survey/customers/import', { survey: 'sample' }, ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      return sendStudioPage(deps, c, 'studio/form-page', uploadPage(standing, survey, nothingTyped));
    })

    .post('/surveys/:survey/customers/import', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const refuse = (values: ReadonlyMap<string, string>, field: string, text: string) =>
        sendStudioPage(
          deps,
          c,
          'studio/form-page',
          uploadPage(standing, survey, { values, errors: new Map([[field, text]]) }),
          { status: 422 },
        );
      const upload = await streamedUpload(c, { field: 'file', most: largestList });
      if (upload === null) return refuse(new Map(), 'file', standing.t('customers.new.noFile'));
      const key = upload.values.get('key') ?? '';
      if (!keyPattern.test(key)) {
        for await (const _ of upload.bytes);
        return refuse(upload.values, 'key', standing.t('customers.new.badKey'));
      }
      const about = { surveyId: survey.id, personId: visitor.person.id, name: upload.fileName };
      const id = await uploads.keep(about, upload.bytes);
      return c.redirect(
        surveyPath(survey.slug, `/customers/import/${id}?${new URLSearchParams({ key })}`),
        303,
      );
    })

    .get(
      '/surveys/:survey/customers/import/:upload',
      { survey: 'sample' },
      async ({ c, visitor, survey }) => {
        const standing = standingOf(c, visitor);
        const upload = await uploadOf(c.req.param('upload'), survey);
        const table = await previewTable(upload.source);
        const view = listColumnsPage(
          standing,
          surveyAs(survey, standing),
          withKey(upload, c.req.query('key')),
          {
            table,
            choices: suggested(table),
            checked: null,
            errors: new Map(),
          },
        );
        return sendStudioPage(deps, c, 'studio/list-columns', view);
      },
    )

    .post(
      '/surveys/:survey/customers/import/:upload',
      { survey: 'sample' },
      async ({ c, visitor, survey }) => {
        const standing = standingOf(c, visitor);
        const upload = await uploadOf(c.req.param('upload'), survey);
        const key = c.req.query('key') ?? '';
        const values = await readTyped(c);
        const choices = choicesIn(values);
        const source = choices.sheet === '' ? upload.source : { ...upload.source, sheet: choices.sheet };
        const table = await previewTable(source);
        const mapping = mappingFrom(choices, table, standing);
        const errors = 'errors' in mapping ? mapping.errors : new Map<string, string>();
        if (!('errors' in mapping) && values.get('do') === 'import' && keyPattern.test(key)) {
          const what = { surveyId: survey.id, key, source, purchases: null, mapping: mapping.mapping };
          const record = recorderFor(deps, visitor);
          imports.begin({ ...what, personId: visitor.person.id }, { ...deps, record }, () =>
            uploads.forget(upload.id),
          );
          return c.redirect(surveyPath(survey.slug, '/customers'), 303);
        }
        const checked =
          'errors' in mapping ? null : await previewFrame({ source, purchases: null }, mapping.mapping);
        const isRight = checked !== null && checked.problems.count === 0;
        const view = listColumnsPage(standing, surveyAs(survey, standing), withKey(upload, key), {
          table,
          choices,
          checked,
          errors,
        });
        return sendStudioPage(deps, c, 'studio/list-columns', view, { status: isRight ? 200 : 422 });
      },
    )

    .post('/surveys/:survey/customers/imports/:import/cancel', { survey: 'sample' }, ({ c, survey }) => {
      imports.cancel(survey.id, c.req.param('import') ?? '');
      return c.redirect(surveyPath(survey.slug, '/customers'), 303);
    });

  /** A file that was sent to this survey. @throws AppError `notFound` for any other, and one no longer kept */
  async function uploadOf(id: string | undefined, survey: Survey) {
    const upload = await uploads.find(id ?? '');
    if (upload === null || upload.surveyId !== survey.id) throw new AppError('notFound');
    return { id: id ?? '', ...upload };
  }
}

/** The address of the page of a file's columns goes on naming the list it is to become. */
function withKey({ id, name }: { id: string; name: string }, key: string | undefined) {
  return { id: key === undefined ? id : `${id}?${new URLSearchParams({ key })}`, name };
}

async function listedFrames(db: Queryable, survey: Survey): Promise<ListedFrame[]> {
  const listed: ListedFrame[] = [];
  for (const frame of await framesOfSurvey(db, survey.id)) {
    const strata = await strataOfFrame(db, frame.id);
    const customers = strata.reduce((sum, { population }) => sum + population, 0);
    listed.push({ ...frame, customers, strata: strata.length });
  }
  return listed;
}

function uploadPage(standing: Standing, survey: Survey, typed: Typed): StudioFormPage {
  const { t } = standing;
  const heading = t('customers.new.title');
  const { slug, title } = surveyAs(survey, standing);
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${heading} · ${title}`,
    heading,
    prose: [t('customers.new.intro')],
    back: { href: surveyPath(slug, '/customers'), label: t('customers.title') },
    form: formView(t, typed, {
      action: surveyPath(slug, '/customers/import'),
      submit: t('customers.new.go'),
      fields: [
        lineField({ name: 'key', label: t('customers.new.key'), hint: t('customers.new.key.hint') }, typed, {
          value: 'customers',
        }),
        fileField({ name: 'file', label: t('customers.new.file') }, typed, '.csv,.xlsx,text/csv'),
      ],
    }),
  };
}

function suggested(table: TablePreview | { readonly problems: unknown }): ColumnChoices {
  if (!('columns' in table)) return { uses: [], strata: [], abc: '', by: 'customers', sheet: '' };
  const { mapping } = table.suggested;
  const attributes = new Set(Object.values(mapping.attributes ?? {}));
  return {
    uses: table.columns.map((name) =>
      name === mapping.customer ? 'customer' : attributes.has(name) ? 'attribute' : '',
    ),
    strata: [mapping.strata ?? []].flat(),
    abc: mapping.abc?.from ?? '',
    by: mapping.abc?.by ?? 'customers',
    sheet: table.sheets[0] ?? '',
  };
}

function choicesIn(values: ReadonlyMap<string, string>): ColumnChoices {
  const uses: string[] = [];
  for (let place = 0; values.has(`use.${place}`); place += 1) uses.push(values.get(`use.${place}`) ?? '');
  return {
    uses,
    strata: [0, 1, 2].map((index) => values.get(`stratum.${index}`) ?? '').filter((name) => name !== ''),
    abc: values.get('abc') ?? '',
    by: values.get('by') ?? 'customers',
    sheet: values.get('sheet') ?? '',
  };
}

/** A mapping as it was chosen, or what is wrong with it, by field. */
function mappingFrom(
  { uses, strata, abc, by, sheet }: ColumnChoices,
  table: TablePreview | { readonly problems: unknown },
  { t }: Standing,
): { readonly mapping: FrameMapping } | { readonly errors: ReadonlyMap<string, string> } {
  const columns = 'columns' in table ? table.columns : [];
  const of = (use: string) => columns.filter((name, place) => name !== '' && uses[place] === use);
  const [customer, second] = of('customer');
  if (customer === undefined) return { errors: new Map([['use.0', t('customers.columns.noCustomer')]]) };
  if (second !== undefined)
    return { errors: new Map([[`use.${columns.indexOf(second)}`, t('customers.columns.twoCustomers')]]) };
  const reading = frameMapping.safeParse({
    customer,
    attributes: Object.fromEntries(of('attribute').map((name) => [name, name])),
    ...(strata.length > 0 ? { strata } : {}),
    ...(abc === '' ? {} : { abc: { from: abc, by } }),
    ...(sheet === '' ? {} : { sheet }),
  });
  if (!reading.success) return { errors: new Map([['stratum.0', t('customers.columns.bad')]]) };
  return { mapping: reading.data };
}
