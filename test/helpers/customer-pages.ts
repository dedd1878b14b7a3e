import { createHash } from 'node:crypto';
import { insertImage } from '#db/queries/images.ts';
import type { Wave } from '#db/tables.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aPersonalLink, aPublishedWave, type TestApp } from './app.ts';
import { aPng } from './images.ts';
import { aQuestionnaireOfKinds } from './question-kinds.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from './questionnaire.ts';

/** Publishes a questionnaire. @returns the address of one customer's link, from the root of the server */
async function aLink(app: TestApp, document: DefinitionDocument, wave: Partial<Wave> = {}): Promise<string> {
  return `/s/${(await aPersonalLink(app, await aPublishedWave(app, document, wave))).token}`;
}

/** As far as which page somebody has answered. */
async function answered(app: TestApp, link: string, pages: readonly (keyof typeof goodAnswers)[]) {
  for (const page of pages) await app.post(`${link}/${page}`, goodAnswers[page]);
  return link;
}

const all = ['delivery', 'claims', 'about'] as const;
const text = { 'zh-CN': '名额已满，谢谢您。', en: 'Enough others have answered; thank you.' };
const parcels = { op: 'equals', question: 'market', value: 'parcels' } as const;

/** A questionnaire that ends early for who sends parcels. */
function screening(): DefinitionDocument {
  const { pages, ...rest } = aQuestionnaire();
  const endIf = [{ key: 'parcels', when: parcels, text }];
  return { ...rest, pages: pages.map((page) => (page.key === 'about' ? { ...page, endIf } : page)) };
}

async function aLogo(app: TestApp): Promise<string> {
  const bytes = new Uint8Array(aPng(400, 80));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const image = { digest, type: 'image/png', width: 400, height: 80, bytes, createdAt: 0 } as const;
  await app.db.write((tx) => insertImage(tx, image));
  return digest;
}

/** A questionnaire of which everything may be left out. */
export function optional(document: DefinitionDocument): DefinitionDocument {
  const pages = document.pages.map((page) => ({
    ...page,
    questions: page.questions.map((question) => ({ ...question, required: false as const })),
  }));
  return { ...document, pages };
}

/**
 * Every kind of page a customer can see: how one of it comes about, as its address from the root of the server. A new
 * kind of page is a new line.
 */
export const customerPages = {
  opening: async (app) => `${await aLink(app, aQuestionnaire())}/delivery`,
  'opening with errors': async (app) => `${await aLink(app, aQuestionnaire())}/delivery?check=1`,
  'opening with a brand': async (app) => {
    const brand = { colour: '#6b1010', logo: await aLogo(app) };
    return `${await aLink(app, aQuestionnaire({ brand }))}/delivery`;
  },
  'opening with consent': async (app) =>
    `${await aLink(app, aQuestionnaire({ privacy: aPrivacyText({ ask: true }) }))}/delivery`,
  'opening of an anonymous survey': async (app) =>
    `${await aLink(app, aQuestionnaire({ anonymous: true, privacy: aPrivacyText() }))}/delivery`,
  'open link': async (app) => `/o/${(await aPublishedWave(app, aQuestionnaire())).openKey}`,
  filled: async (app) => `${await answered(app, await aLink(app, aQuestionnaire()), ['delivery'])}/delivery`,
  'later page': async (app) =>
    `${await answered(app, await aLink(app, aQuestionnaire()), ['delivery'])}/claims`,
  'later page with errors': async (app) =>
    `${await answered(app, await aLink(app, aQuestionnaire()), ['delivery'])}/claims?check=1`,
  'last page': async (app) =>
    `${await answered(app, await aLink(app, aQuestionnaire()), ['delivery', 'claims'])}/about`,
  'other kinds of questions': async (app) => `${await aLink(app, aQuestionnaireOfKinds())}/kinds`,
  'other kinds with errors': async (app) => `${await aLink(app, aQuestionnaireOfKinds())}/kinds?check=1`,
  'optional questions': async (app) => {
    const link = await aLink(app, optional(aQuestionnaire()));
    await app.post(`${link}/delivery`, { 'speed.expectation': '9', 'speed.perception': '7' });
    await app.post(`${link}/claims`, { 'claims.expectation': '9', ease: '4', recommend: '10' });
    return `${link}/claims?check=1`;
  },
  thanks: async (app) => `${await answered(app, await aLink(app, aQuestionnaire()), all)}/thanks`,
  'thanks, to be changed': async (app) =>
    `${await answered(app, await aLink(app, aQuestionnaire({ changeable: true })), all)}/thanks`,
  'screened out': async (app) => `${await answered(app, await aLink(app, screening()), all)}/thanks`,
  'over quota': async (app) => {
    const quotas = [{ key: 'few', name: text, when: parcels, limit: 1, full: text }];
    const wave = await aPublishedWave(app, aQuestionnaire({ quotas }));
    let last = '';
    for (let customer = 0; customer < 2; customer += 1) {
      last = await answered(app, `/s/${(await aPersonalLink(app, wave)).token}`, all);
    }
    return `${last}/thanks`;
  },
  'my answers': async (app) => `${await answered(app, await aLink(app, aQuestionnaire()), all)}/my/answers`,
  'my answers, none yet': async (app) => `${await aLink(app, aQuestionnaire())}/my/answers`,
  'my data': async (app) => `${await aLink(app, aQuestionnaire({ privacy: aPrivacyText() }))}/my/privacy`,
  'my invitations': async (app) => `${await aLink(app, aQuestionnaire())}/my/invitations`,
  'taking answers back': async (app) =>
    `${await answered(app, await aLink(app, aQuestionnaire()), all)}/my/withdrawal`,
  'answers taken back': async (app) => {
    const link = await answered(app, await aLink(app, aQuestionnaire()), all);
    await app.post(`${link}/my/withdrawal`, {});
    return `${link}/thanks`;
  },
  'unknown link': async () => '/s/unknown',
  'unknown page': async () => '/nowhere',
  closed: async (app) => `${await aLink(app, aQuestionnaire(), { closedAt: 1 })}/delivery`,
  'not open yet': async (app) =>
    `${await aLink(app, aQuestionnaire(), { opensAt: Date.parse('2027-01-01T00:00:00Z') })}/delivery`,
} as const satisfies Record<string, (app: TestApp) => Promise<string>>;

export type CustomerPage = keyof typeof customerPages;

/** The names of all of them. */
export const customerPageNames = Object.keys(customerPages) as readonly CustomerPage[];
