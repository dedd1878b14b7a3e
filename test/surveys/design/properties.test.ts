import { expect, test } from 'vitest';
import type { Definition } from '#surveys/definition.ts';
import { apply } from '#surveys/design/apply.ts';
import type { Edit, EditDocument } from '#surveys/design/edits.ts';
import { undoState } from '#surveys/design/history.ts';
import { partsIn } from '#surveys/design/parts.ts';
import { rebase, watchedValue } from '#surveys/design/rebase.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { createRandom } from '#surveys/random.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { aDocument, aPage, aPair, forSeeds, oneOf, words } from '../builders.ts';
import { aReferringDocument, someDocument } from './documents.ts';
import { edited } from './edit.ts';
import { someEdit } from './some-edits.ts';

function definitionOf(draft: unknown): Definition {
  const reading = readDraft(draft);
  if ('problems' in reading) throw new Error(`No draft: ${JSON.stringify(reading.problems)}`);
  return reading.definition;
}

/** Everything frozen, so that whoever changes a document instead of making another one is found. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) frozen(each);
    Object.freeze(value);
  }
  return value;
}

test('whatever is done to a draft, what is left is a draft, and what was there before is untouched', () => {
  const made = new Map<string, number>();
  forSeeds(45, (random) => {
    let draft: unknown = JSON.parse(JSON.stringify(someDocument(random)));
    for (let step = 0; step < 25; step += 1) {
      const edit = someEdit(random, definitionOf(draft));
      const before = JSON.stringify(frozen(draft));
      const outcome = apply(draft, edit);
      expect(JSON.stringify(draft)).toBe(before);
      if ('refused' in outcome) continue;
      made.set(edit.edit, (made.get(edit.edit) ?? 0) + 1);
      const places = partsIn(definitionOf(outcome.draft)).map(({ place }) => place);
      const isThere = places.includes(outcome.touched.split('.')[0] ?? '') || outcome.draft === draft;
      expect(isThere, `${outcome.touched} after ${JSON.stringify(edit)}`).toBe(true);
      draft = JSON.parse(JSON.stringify(outcome.draft));
    }
  });
  // each kind of edit was made, and not only refused
  expect([...made].filter(([, count]) => count > 1)).toHaveLength(23);
});

test('an edit leaves the values of everything else as they were', () => {
  forSeeds(100, (random) => {
    const draft = someDocument(random);
    const definition = definitionOf(draft);
    const edit = someEdit(random, definition);
    if (edit.edit !== 'setText' && edit.edit !== 'set' && edit.edit !== 'setCondition') return;
    const outcome = apply(draft, edit);
    if ('refused' in outcome || outcome.draft === draft) return;
    const shared = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 +
          Object.values(value)
            .map(shared)
            .reduce((a, b) => a + b, 0)
        : 0;
    const same = (one: unknown, other: unknown): number => {
      if (one === other) return shared(one);
      if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return 0;
      return Object.keys(one).reduce(
        (sum, key) =>
          sum + same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
        0,
      );
    };
    // only the objects on the way to the value are new: the document is at most nine deep there
    expect(same(draft, outcome.draft)).toBeGreaterThanOrEqual(shared(draft) - 9);
  });
});

test('going back and forth restores every state to the letter', () => {
  forSeeds(60, (random) => {
    const drafts = new Map<number, string>([[1, JSON.stringify(someDocument(random))]]);
    const steps = [{ revision: 1, code: 'begin', target: Number.NaN }];
    let past: string[] = [];
    let now = drafts.get(1) ?? '';
    let future: string[] = [];
    for (let revision = 2; revision < 40; revision += 1) {
      const { undo, redo } = undoState(steps);
      expect([undo !== null, redo !== null]).toEqual([past.length > 0, future.length > 0]);
      const way = oneOf(random, ['edit', 'edit', 'undo', 'undo', 'redo']);
      if (way === 'undo' && undo !== null) {
        future.push(now);
        now = past.pop() ?? '';
        expect(drafts.get(undo)).toBe(now);
        steps.push({ revision, code: 'undo', target: undo });
      } else if (way === 'redo' && redo !== null) {
        past.push(now);
        now = future.pop() ?? '';
        expect(drafts.get(redo)).toBe(now);
        steps.push({ revision, code: 'redo', target: redo });
      } else {
        const outcome = apply(JSON.parse(now), someEdit(random, definitionOf(JSON.parse(now))));
        if ('refused' in outcome) continue;
        past = [...past, now];
        future = [];
        now = JSON.stringify(outcome.draft);
        steps.push({ revision, code: 'setText', target: Number.NaN });
      }
      drafts.set(revision, now);
    }
  });
});

test('edits of two people are both kept, or come back with both values', () => {
  let both = 0;
  let conflicts = 0;
  forSeeds(400, (random) => {
    const draft = someDocument(random);
    const definition = definitionOf(draft);
    const mine = someEdit(random, definition);
    const isSameText = mine.edit === 'setText' && random.below(2) === 0;
    const theirs = isSameText ? { ...mine, text: 'something else' } : someEdit(random, definition);
    const first = apply(draft, theirs);
    const alone = apply(draft, mine);
    if ('refused' in first || 'refused' in alone) return;
    const seen = watchedValue(definition, mine);
    const outcome = rebase(
      first.draft,
      mine,
      seen === undefined ? undefined : JSON.parse(JSON.stringify(seen)),
    );
    if ('conflict' in outcome) {
      conflicts += 1;
      expect(outcome.conflict.theirs).not.toEqual(outcome.conflict.seen);
      if (mine.edit === 'setText') expect(outcome.conflict.yours).toBe(mine.text.replace(/\r\n/g, '\n'));
    } else if (!('refused' in outcome)) {
      both += 1;
      definitionOf(outcome.draft);
    }
  });
  expect(both).toBeGreaterThan(30);
  expect(conflicts).toBeGreaterThan(0);
});

test('any JSON at all is refused or edited, and nothing is thrown', () => {
  const random = createRandom('anything');
  const edits = Array.from({ length: 30 }, () => someEdit(random, definitionOf(aReferringDocument())));
  const documents: unknown[] = [null, 1, '', [], {}, { format: 1 }, { ...aReferringDocument(), pages: {} }];
  documents.push(JSON.parse('{"__proto__":{"format":1},"format":1}'));
  for (const document of documents) {
    for (const edit of edits as readonly Edit[])
      expect(apply(document, edit)).toHaveProperty('refused.code', 'notADraft');
  }
});

test('a questionnaire of 300 items takes every edit, and can be published before and after', () => {
  const keys = Array.from({ length: 300 }, (_, index) => `item-${index}`);
  const pages = Array.from({ length: 30 }, (_, index) =>
    aPage(`page-${index}`, ...keys.slice(index * 10, index * 10 + 10).map((key) => aPair(key))),
  );
  let draft: unknown = aDocument(pages);
  const edits: readonly EditDocument[] = [
    { edit: 'setText', place: 'item:item-150', field: 'name', language: 'en', text: 'New' },
    { edit: 'addItem', within: 'dimension:all', name: words('Another'), after: 'item:item-7' },
    { edit: 'move', place: 'question:item-299', before: 'question:item-0' },
    { edit: 'duplicate', place: 'page:page-20' },
    { edit: 'remove', place: 'item:item-4' },
    { edit: 'scaleWeights', place: 'factor:product', total: 1000 },
  ];
  for (const edit of edits) {
    draft = edited(draft, edit);
    expect(problemsIn(definitionOf(draft)), edit.edit).toEqual([]);
  }
  expect(definitionOf(draft).pages.flatMap(({ questions }) => questions)).toHaveLength(310);
});
