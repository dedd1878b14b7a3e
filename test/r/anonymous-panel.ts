import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openSqlite } from '#db/sqlite.ts';
import { createDefinitions } from '#server/actions/definitions.ts';
import { savePage } from '#server/actions/save-page.ts';
import { withdrawAnswers } from '#server/actions/withdraw-response.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { csv, type Panel, prepared, ten } from './panel.ts';
import { contactWith, type Person, populationOf, type Row } from './population.ts';
import { both, questionnaireOf } from './questionnaire.ts';

const index = { origin: 'zero', aggregate: 'composite', band: 0.03 } as const;
const waves = ['first', 'second'];

/** Answers are anonymous and keep the region; whoever is not satisfied is not asked; two pages, so that some stop. */
function asked(): DefinitionDocument {
  const document = questionnaireOf(ten, index, { product: 1, service: 2, image: 1 });
  const { questions = [] } = document.pages[0] ?? {};
  const isRated = ({ kind }: (typeof questions)[number]) => kind === 'pair';
  return {
    ...document,
    anonymous: true,
    facts: [{ key: 'region', name: both('地区', 'Region'), kept: true }],
    pages: [
      {
        key: 'overall',
        title: both('总体', 'Overall'),
        questions: questions
          .filter((question) => !isRated(question))
          .map((each) => ({ ...each, required: false })),
        endIf: [
          {
            key: 'none',
            when: { op: 'atMost', question: 'satisfied', value: 3 },
            text: both('谢谢', 'Thanks'),
          },
        ],
      },
      {
        key: 'items',
        title: both('评价', 'Ratings'),
        questions: questions.filter(isRated).map((each) => ({ ...each, required: false })),
      },
    ],
  };
}

/** Two waves whose answers are anonymous: nonresponse in classes of a kept fact, answers begun, ended early and withdrawn. */
export function anonymous(): Panel {
  const random = createRandom('panel anonymous');
  const people = populationOf(random, 3000);
  const known = people.map(({ mood: _, ...each }) => each);
  return {
    slug: 'anonymous',
    files: {
      'anonymous.json': asked(),
      'anonymous-customers.csv': csv(known),
      'anonymous-customers.json': {
        customer: 'customer',
        strata: ['size', 'market'],
        attributes: { size: 'size', region: 'region', tenure: 'tenure' },
      },
      'anonymous-plan.json': {
        weighting: {
          unknownEligibility: { classes: ['stratum'], minimum: 10 },
          nonresponse: { classes: ['size', 'region'], minimum: 15 },
          calibration: { method: 'raking', margins: ['stratum', 'region'] },
        },
        segments: ['size', 'region', 'tenure'],
        smallestCell: 5,
      },
    },
    commands: [
      ...prepared('anonymous', 'anonymous.json'),
      'frame import --survey anonymous --frame list --file @anonymous-customers.csv --mapping @anonymous-customers.json',
      'plan --survey anonymous --file @anonymous-plan.json',
      'wave create --survey anonymous --wave first --frame list',
      'draw --survey anonymous --wave first --seed one --total 260 --minimum 12 --links @links-first.csv',
      'wave create --survey anonymous --wave second --frame list',
      'draw --survey anonymous --wave second --seed two --total 260 --minimum 12 --keep first --share 0.5 --links @links-second.csv',
    ],
    fieldwork: (folder) => answerAll(folder, people, random),
    shows: {
      'answers without customers': ({ waves: all }) =>
        all.every(({ warnings }) => warnings.some(({ code }) => code === 'overlap-unknown')),
      'a variable that does not count': ({ waves: all }) =>
        all.every(({ warnings }) => warnings.some(({ params }) => params.variable === 'tenure')),
      'who was not asked, who stopped, who took the answers back': ({ waves: all }) =>
        all.every(({ dispositions: { counts } }) => counts.notEligible > 0 && counts.refused > 0),
      'changes with p values': ({ changes }) => changes.some(({ pHolm }) => pHolm !== null),
    },
  };
}

/** Everybody who is willing answers by the link, as on the web. */
async function answerAll(folder: string, people: readonly Person[], random: Random): Promise<void> {
  const deps = {
    db: openSqlite(join(folder, 'manyi.sqlite')),
    secret: readFileSync(join(folder, 'secret'), 'utf8').trim(),
    definitions: createDefinitions(),
    now: () => new Date('2026-07-15T08:00:00Z'),
    createId: randomUUID,
  };
  const byName = new Map(people.map((person) => [person.customer, person]));
  for (const [number, wave] of waves.entries()) {
    const links: { customer: string; link: string }[] = parse(
      readFileSync(join(folder, `links-${wave}.csv`)),
      {
        columns: true,
        bom: true,
      },
    );
    for (const { customer, link } of links) {
      const person = byName.get(customer);
      const token = link.split('/s/')[1] ?? '';
      const row = person && contactWith(random, person, number, ten);
      if (row?.disposition !== 'I') continue;
      const said = { token, intent: 'continue', consent: null, languageOf: () => 'zh-CN' } as const;
      await savePage(deps, { ...said, pageKey: 'overall', form: formOf(row, ['satisfied', 'recommend']) });
      if (random.next() < 0.08) {
        if (random.next() < 0.5) await withdrawAnswers(deps, token, said.languageOf);
        continue;
      }
      if (typeof row.satisfied === 'number' && row.satisfied <= 3) continue;
      const rated = ten.flatMap(({ key }) => [`e_${key}`, `p_${key}`, `i_${key}`]);
      await savePage(deps, { ...said, pageKey: 'items', form: formOf(row, rated) });
    }
  }
  await deps.db.close();
}

const parts = { e: 'expectation', p: 'perception', i: 'importance' } as const;

/** The fields of a page from the columns of a row; half a pair is left out, since a form asks for it again. */
function formOf(row: Row, columns: readonly string[]): Map<string, string[]> {
  const form = new Map<string, string[]>();
  for (const column of columns) {
    const value = row[column] ?? '';
    const [, part, item = ''] = /^([epi])_(.+)$/.exec(column) ?? [];
    if (value === '') continue;
    if (part === undefined) {
      form.set(column, [String(value)]);
    } else if (row[`p_${item}`] === 'NA') {
      if (part === 'p') form.set(`${item}.perception`, ['na']);
    } else if (row[`e_${item}`] !== '' && row[`p_${item}`] !== '') {
      form.set(`${item}.${parts[part as keyof typeof parts]}`, [String(value)]);
    }
  }
  return form;
}
