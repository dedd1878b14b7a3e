import type { Condition } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { type Edit, type EditDocument, readEdit } from '#surveys/design/edits.ts';
import { questionKinds } from '#surveys/design/fields.ts';
import { type Part, type PartKind, partsIn } from '#surveys/design/parts.ts';
import { fieldsAt } from '#surveys/design/value-at.ts';
import type { Random } from '#surveys/random.ts';
import { oneOf } from '../builders.ts';

const texts = [
  '',
  '   ',
  'plain',
  'two\r\nlines',
  '满意 👍🏽 "quoted" \'single\' <b>&amp;',
  '\u202eright to left\u202c עברית العربية',
  '{{market}} {{fact.station|our station}} {{',
  '=cmd|A1',
  '\u0000',
];

const keys = ['market', 'quality', 'a', 'constructor', 'thanks', 'hint', 'x-1', 'overallSatisfaction'];

/** What somebody might send to change a draft: mostly about parts that are there, often not allowed. */
export function someEdit(random: Random, definition: Definition): Edit {
  const parts = partsIn(definition);
  const place = () => (random.below(20) === 0 ? 'question:nobody' : oneOf(random, parts).place);
  const placeOf = (...kinds: readonly PartKind[]) => {
    const some = parts.filter(({ kind }) => kinds.includes(kind));
    return some.length === 0 || random.below(15) === 0 ? place() : oneOf(random, some).place;
  };
  const language = () => oneOf(random, [...definition.languages, 'fr']);
  const name = () => ({ [language()]: oneOf(random, texts) });
  const maybe = <T>(value: () => T) => (random.below(2) === 0 ? value() : undefined);
  const position = () =>
    oneOf(random, [{}, { before: place() }, { after: placeOf('question', 'item', 'page', 'option') }]);
  const named = () => ({ name: name(), key: maybe(() => oneOf(random, keys)), ...position() });
  const makers: readonly (() => EditDocument)[] = [
    () => ({
      edit: 'setText',
      ...someField(random, definition, place(), 'texts'),
      language: language(),
      text: oneOf(random, texts),
    }),
    () => ({
      edit: 'setText',
      ...someField(random, definition, place(), 'texts'),
      language: language(),
      text: oneOf(random, texts),
    }),
    () => ({
      edit: 'insertPipe',
      ...someField(random, definition, place(), 'texts'),
      language: language(),
      name: 'market',
      fallback: 'you',
    }),
    () => ({
      edit: 'set',
      ...someField(random, definition, place(), 'settings'),
      value: oneOf(random, [true, false, null, 0, 1, 3, -7, 2.5, 'ten', 'other', 'zero', '#0b57a4']),
    }),
    () => ({
      edit: 'set',
      ...someField(random, definition, place(), 'settings'),
      value: oneOf(random, [true, false, null, 0, 1, 3, -7, 2.5, 'ten', 'other', 'zero', '#0b57a4']),
    }),
    () => ({
      edit: 'setCondition',
      place: placeOf('page', 'question', 'end', 'quota'),
      condition: random.below(4) === 0 ? null : someCondition(random, parts, 3),
    }),
    () => ({ edit: 'addFactor', ...named() }),
    () => ({ edit: 'addDimension', within: placeOf('factor'), ...named() }),
    () => ({
      edit: 'addItem',
      within: placeOf('dimension'),
      ...named(),
      ...oneOf(random, [{}, { askOn: null }, { askOn: placeOf('page') }]),
    }),
    () => ({ edit: 'addPage', ...named() }),
    () => ({
      edit: 'addQuestion',
      within: placeOf('page'),
      kind: oneOf(random, questionKinds),
      item: maybe(() => oneOf(random, parts).key || undefined),
      ...named(),
    }),
    () => ({ edit: 'addOption', within: placeOf('question'), ...named() }),
    () => ({
      edit: 'addScale',
      min: 1,
      max: oneOf(random, [1, 5, 7]),
      key: maybe(() => oneOf(random, keys)),
    }),
    () => ({ edit: 'addFact', ...named() }),
    () => ({ edit: 'addQuota', ...named(), condition: someCondition(random, parts, 2), limit: 5 }),
    () => ({
      edit: 'addEnd',
      within: placeOf('page'),
      ...named(),
      condition: someCondition(random, parts, 2),
    }),
    () => ({ edit: 'addLanguage', language: oneOf(random, ['fr', 'ar', 'en']) }),
    () => ({ edit: 'remove', place: place(), andReferences: random.below(2) === 0 }),
    () => ({
      edit: 'remove',
      place: placeOf('option', 'fact', 'language', 'end', 'quota'),
      andReferences: random.below(2) === 0,
    }),
    () => ({ edit: 'duplicate', place: place() }),
    () => ({ edit: 'duplicate', place: placeOf('factor', 'page', 'item', 'scale', 'option') }),
    () => ({ edit: 'move', place: place(), within: maybe(place), ...position() }),
    () => ({ edit: 'move', place: placeOf('question'), within: placeOf('page') }),
    () => ({ edit: 'move', place: placeOf('item'), before: placeOf('item') }),
    () => ({ edit: 'rekey', place: place(), key: oneOf(random, keys) }),
    () => ({ edit: 'changeKind', place: placeOf('question'), kind: oneOf(random, questionKinds) }),
    () => ({ edit: 'equalWeights', place: placeOf('survey', 'factor', 'dimension') }),
    () => ({ edit: 'scaleWeights', place: placeOf('survey', 'factor'), total: oneOf(random, [1, 100]) }),
    () => ({
      edit: 'setShuffledPages',
      groups: [definition.pages.slice(0, 2).map(({ key }) => key)].filter((group) => group.length === 2),
    }),
  ];
  for (;;) {
    const reading = readEdit(JSON.parse(JSON.stringify(oneOf(random, makers)())));
    if ('edit' in reading) return reading.edit;
  }
}

/** A field of a part that it has, or now and then one that it has not. */
function someField(random: Random, definition: Definition, place: string, among: 'texts' | 'settings') {
  const chosen = oneOf(random, [place, place, place, 'privacy', 'brand', 'importance', 'survey']);
  const fields = fieldsAt(definition, chosen);
  const names =
    fields === null ? [] : among === 'texts' ? [...fields.texts, ...fields.optionalTexts] : fields.settings;
  return { place: chosen, field: oneOf(random, [...names, ...names, 'purpose', 'text', '__proto__']) };
}

function someCondition(random: Random, parts: readonly Part[], depth: number): Condition {
  const keyOf = (kind: PartKind, other: string) =>
    oneOf(random, [...parts.filter((part) => part.kind === kind).map(({ key }) => key), other]);
  const inner = () => someCondition(random, parts, depth - 1);
  const question = keyOf('question', 'nobody');
  return oneOf<() => Condition>(random, [
    () => ({ op: 'answered', question }),
    () => ({ op: 'atMost', question, part: 'perception', value: 3 }),
    () => ({ op: 'equals', question, value: keyOf('option', 'na') }),
    () => ({ op: 'includes', question, value: keyOf('option', 'na') }),
    () => ({ op: 'fact', fact: keyOf('fact', 'abc'), oneOf: ['A'] }),
    () => ({ op: 'language', oneOf: [keyOf('language', 'en')] }),
    ...(depth > 0
      ? [
          () => ({ op: 'all' as const, of: [inner(), inner()] }),
          () => ({ op: 'any' as const, of: [inner()] }),
          () => ({ op: 'not' as const, condition: inner() }),
        ]
      : []),
  ])();
}
