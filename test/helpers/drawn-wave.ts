import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import { openSqlite } from '#db/sqlite.ts';
import { createDefinitions } from '#server/actions/definitions.ts';
import { savePage } from '#server/actions/save-page.ts';
import { withdrawAnswers } from '#server/actions/withdraw-response.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import type { Workplace } from './cli.ts';
import { aQuestionnaire, goodAnswers } from './questionnaire.ts';

/** What a server has at hand that works on a workplace's database. */
function depsOf({ databaseFile }: Workplace) {
  return {
    db: openSqlite(databaseFile),
    secret: 's'.repeat(40),
    definitions: createDefinitions(),
    now: () => new Date('2026-07-15T08:00:00Z'),
    createId: randomUUID,
  };
}

/** Takes answers back by a link. */
export async function withdraw(place: Workplace, token: string): Promise<void> {
  const deps = depsOf(place);
  expect((await withdrawAnswers(deps, token, () => 'en')).isWithdrawn).toBe(true);
  await deps.db.close();
}

/** A wave whose sample is drawn, of a few customers in stratum A and many in B, with their links. */
export async function drawnWave(place: Workplace, document: Partial<DefinitionDocument>) {
  place.write('q.json', aQuestionnaire(document));
  const customers = Array.from({ length: 40 }, (_, i) => {
    const stratum = i < 4 ? 'A' : 'B';
    return `K${i},${stratum},${i % 2 === 0 ? 'north' : 'south'},Name ${i}`;
  });
  place.write('customers.csv', `id,class,region,name\n${customers.join('\n')}\n`);
  place.write('customers.json', {
    customer: 'id',
    strata: ['class'],
    attributes: { class: 'class', region: 'region', name: 'name' },
  });
  for (const line of [
    'questionnaire import --survey s --file @q.json',
    'publish --survey s',
    'frame import --survey s --frame f --file @customers.csv --mapping @customers.json',
    'wave create --survey s --wave w --frame f',
  ]) {
    expect((await place.manyi(line)).error).toBe('');
  }
  const draw = await place.manyi('draw --survey s --wave w --seed x --sizes A=4,B=30 --links @links.csv');
  expect(draw.code).toBe(0);
  const links: { stratum: string; link: string }[] = parse(place.read('links.csv'), {
    columns: true,
    bom: true,
  });
  return { draw, tokens: links.map(({ link }) => link.split('/s/')[1] ?? '') };
}

/** Answers by a link; what is sent of each page replaces what is usually said. */
export async function answer(
  place: Workplace,
  token: string,
  said: Readonly<Record<string, Record<string, string>>> = {},
  pages = 3,
): Promise<void> {
  const deps = depsOf(place);
  for (const [pageKey, usual] of Object.entries(goodAnswers).slice(0, pages)) {
    const fields = Object.entries({ ...usual, ...said[pageKey] });
    const form = new Map(
      fields.map(([name, value]) => [name, typeof value === 'string' ? [value] : [...value]]),
    );
    await savePage(deps, { token, pageKey, form, intent: 'continue', consent: null, languageOf: () => 'en' });
  }
  await deps.db.close();
}
