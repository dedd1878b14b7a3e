import type { Queryable } from '#db/database.ts';
import { framesOfSurvey, strataOfFrame } from '#db/queries/frames.ts';
import type { Survey } from '#db/tables.ts';
import { keyPattern } from '../../actions/create-wave.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { streamedUpload } from '../../http/upload-stream.ts';
import { createUploads } from '../../imports/kept-uploads.ts';
import { createRunningImports } from '../../imports/running-imports.ts';
import { customersPage, type ListedFrame } from '../../views/studio/customers.view.ts';
import { fileField, formView, lineField, nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import type { StudioFormPage } from '../../views/studio/form-page.view.ts';
import { type Standing, surveyFrame, surveyPath } from '../../views/studio/frame.view.ts';
import { addListColumnRoutes, columnsAddress } from './list-columns.ts';
import { addListRoutes } from './lists.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** A list of a million customers with a dozen columns is a tenth of it. */
const largestList = 2 * 1024 ** 3;

/** Paths that take files of any length, which are read as they come in. */
export const listUploadPath = /^\/studio\/surveys\/[^/]+\/customers\/import(?:\/[^/]+\/purchases)?$/;

/** The customer lists of a survey: what there is, and importing one with its columns mapped in a preview. */
export function addCustomerRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;
  const uploads = createUploads(deps.incoming, deps);
  const imports = createRunningImports(deps.reportFailure, deps.lists);

  routes
    .get('/surveys/:survey/customers', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const frames = await listedFrames(db.read, survey);
      const brokenOff = (await uploads.brokenOff(survey.id)).map((each) => ({
        file: each.name,
        href: columnsAddress(survey, each.id, each.key),
      }));
      const running = imports.of(survey.id);
      const view = customersPage(standing, surveyAs(survey, standing), frames, { running, brokenOff });
      return sendStudioPage(deps, c, 'studio/customers', view, { scripts: ['studio-under-way.js'] });
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
      return c.redirect(columnsAddress(survey, id, key), 303);
    })

    .post('/surveys/:survey/customers/imports/:import/cancel', { survey: 'sample' }, ({ c, survey }) => {
      imports.cancel(survey.id, c.req.param('import') ?? '');
      return c.redirect(surveyPath(survey.slug, '/customers'), 303);
    });

  addListColumnRoutes(routes, deps, { uploads, imports, mostBytes: largestList });
  addListRoutes(routes, deps, { uploads });
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
