import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import type { Role } from '#server/people/person.ts';
import { guardedRoutes } from '#server/routes/guarded-routes.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { guardedTable } from '#test/helpers/guarded-table.ts';
import { aBrowser, type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

/** Who may do what, said here once more and apart from the program. */
const mayAtAll: Record<string, readonly Role[]> = {
  beginSurvey: ['administrator', 'designer'],
  saveTemplate: ['administrator', 'designer'],
  managePeople: ['administrator'],
  readAudit: ['administrator'],
  changeSettings: ['administrator'],
  enterIndices: ['administrator', 'designer', 'analyst'],
};
const mayWithTheirs: Record<string, readonly Role[]> = {
  look: ['administrator', 'designer', 'analyst'],
  design: ['administrator', 'designer'],
  publish: ['administrator', 'designer'],
  sample: ['administrator', 'designer', 'analyst'],
  record: ['administrator', 'designer', 'analyst'],
  watch: ['administrator', 'designer', 'analyst'],
  judge: ['administrator', 'analyst'],
  improve: ['administrator', 'designer', 'analyst'],
  export: ['administrator', 'designer', 'analyst'],
  report: ['administrator', 'designer', 'analyst', 'reader'],
  share: ['administrator', 'designer'],
};

const roles: readonly Role[] = ['administrator', 'designer', 'analyst', 'reader'];

let app: TestApp;
let slug: string;
const visitors = new Map<string, Browser>();

beforeAll(async () => {
  app = anApp();
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  const other = await aPublishedWave(app, aQuestionnaire());
  slug = (await surveyById(app.db.read, surveyId))?.slug ?? '';
  visitors.set('stranger', aBrowser(app));
  for (const role of roles) visitors.set(role, await signedIn(app, role, { surveys: [surveyId] }));
  for (const role of roles) {
    const surveys = [other.surveyId];
    visitors.set(`${role} of another survey`, await signedIn(app, role, { surveys }));
  }
});
afterAll(() => app.db.close());

type Outcome = 'in' | 'signIn' | 'forbidden' | 'notFound';

/** What becomes of somebody's request, by what the table says. */
function expected(visitor: string, method: string, needs: string): Outcome {
  if (needs === 'anyone') return 'in';
  if (visitor === 'stranger') return method === 'GET' ? 'signIn' : 'forbidden';
  const [role, ...elsewhere] = visitor.split(' ') as [Role, ...string[]];
  if (needs === 'account') return 'in';
  const [kind, right = ''] = needs.split(' ');
  if (kind === 'general') return mayAtAll[right]?.includes(role) ? 'in' : 'forbidden';
  if (elsewhere.length > 0 && role !== 'administrator') return 'notFound';
  return mayWithTheirs[right]?.includes(role) ? 'in' : 'forbidden';
}

/** What became of it. A page that is about something else besides the survey may rightly not find that. */
function outcomeOf(response: Response, hasOtherParts: boolean): Outcome {
  if (response.status === 403) return 'forbidden';
  if (response.status === 404) return hasOtherParts ? 'in' : 'notFound';
  const isSentAway = response.headers.get('location')?.startsWith('/studio/sign-in?next=') ?? false;
  return isSentAway ? 'signIn' : 'in';
}

/** What a browser on the server makes; here there is none, as the page then says. */
const printed = /report\.pdf$/;

const routes = (() => {
  const sample = anApp();
  return guardedRoutes(sample.deps).routes.flatMap((guarded) => guarded.routes);
})();

describe('every page of the studio', () => {
  test('is in the table with what it needs', () => {
    const found = routes.map(({ method, path, needs }): [string, string] => {
      const said = typeof needs === 'string' ? needs : Object.entries(needs).flat().join(' ');
      return [`${method} ${path}`, said];
    });
    expect(Object.fromEntries(found)).toEqual(guardedTable);
  });

  test('is made with what it needs: none stands beside the guarded ones', () => {
    const guarded = new Set(routes.map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`));
    const beside = app.app.routes
      .filter(({ path, method }) => path.startsWith('/studio') && method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`)
      .filter((route) => !guarded.has(route));
    expect(beside).toEqual([]);
  });

  test.each(Object.entries(guardedTable).filter(([, needs]) => needs !== 'anyone'))(
    '%s opens to those who have: %s',
    async (route, needs) => {
      const [method = '', path = ''] = route.split(' ');
      const address = path.replace(/\/$/, '').replace(':survey', slug).replaceAll(/:\w+/g, 'nothing');
      const hasOtherParts = /:(?!survey\b)\w+/.test(path);
      for (const [visitor, browser] of visitors) {
        const response = await (method === 'GET' ? browser.get(address) : browser.post(address));
        const wanted = expected(visitor, method, needs);
        if (hasOtherParts && wanted === 'notFound') expect(response.status, visitor).toBe(404);
        else expect(outcomeOf(response, hasOtherParts), visitor).toBe(wanted);
        if (printed.test(path) && wanted === 'in') expect(response.status, visitor).toBe(503);
        else expect(response.status, visitor).toBeLessThan(500);
      }
    },
  );

  test('refuses everybody a survey that is not there', async () => {
    for (const [visitor, browser] of visitors) {
      const { status } = await browser.get('/studio/surveys/nothing');
      expect(status, visitor).toBe(visitor === 'stranger' ? 303 : 404);
    }
  });
});
