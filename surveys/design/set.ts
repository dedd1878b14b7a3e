import type { Path } from '../definition-problem.ts';
import type { LocalizedText } from '../localized.ts';
import { pipeText } from '../piping.ts';
import type { EditOf } from './edits.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { listAt, saysTheSame, valueAtPath, withValue } from './json.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { type Part, partAt, placeWithin } from './parts.ts';

/** A part to set something of, and the document with it: parts that a survey may go without are made when they are needed. */
interface Target {
  readonly document: unknown;
  readonly part: Pick<Part, 'kind' | 'path'>;
  readonly fields: Fields;
}

const half = { label: {}, low: {}, high: {} };
const pairWords = { expectation: half, perception: half, notApplicable: {} };

/** What a part that is not there yet begins as. A look has no beginning without a colour. */
const beginnings = {
  privacy: { version: '1', purpose: {}, use: {}, retention: {}, contact: {} },
  brand: {},
  pairWords,
  expectation: half,
  perception: half,
  importance: half,
} as const;

/** Whether a part can be set something of though it is not there. */
export function canBegin(place: string): place is keyof typeof beginnings {
  return Object.hasOwn(beginnings, place);
}

function targetAt({ document, parts }: Draft, place: string): Target | null {
  const part = partAt(parts, place);
  if (part !== null) return { document, part, fields: fieldsOf(part.kind, questionKindAt(document, part)) };
  if (!canBegin(place)) return null;
  const isHalf = place === 'expectation' || place === 'perception' || place === 'importance';
  const path: Path = isHalf ? ['pairWords', place] : [place];
  const around =
    isHalf && document.pairWords === undefined ? withValue(document, ['pairWords'], pairWords) : document;
  const begun = valueAtPath(around, path) ? around : withValue(around, path, beginnings[place]);
  return { document: begun, part: { kind: place, path }, fields: fieldsOf(place, '') };
}

/** The kind of the question that a part is, or that an option belongs to; empty for other parts. */
export function questionKindAt(document: unknown, { kind, path }: Pick<Part, 'kind' | 'path'>): string {
  if (kind !== 'question' && kind !== 'option') return '';
  const found = valueAtPath(document, [...(kind === 'question' ? path : path.slice(0, -2)), 'kind']);
  return typeof found === 'string' ? found : '';
}

/** Line breaks as a questionnaire has them, however a form sent them. */
export function withPlainBreaks(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

export function setText(draft: Draft, { place, field, language, text }: EditOf<'setText'>): Outcome {
  const target = targetAt(draft, place);
  if (target === null) return refused('placeGone', place);
  const { texts, optionalTexts } = target.fields;
  const isOptional = optionalTexts.includes(field);
  if (!isOptional && !texts.includes(field)) return refused('noSuchField', placeWithin(place, field));
  if (!draft.document.languages.includes(language)) {
    return refused('unknownLanguage', placeWithin(place, field, language));
  }
  const path = [...target.part.path, field];
  const before = (valueAtPath(target.document, path) ?? {}) as LocalizedText;
  const words = withPlainBreaks(text);
  const touched = placeWithin(place, field, language);
  const isBlank = words.trim() === '';
  const said = valueAtPath(before, [language]);
  if (isBlank ? said === undefined : said === words) return { draft: draft.document, touched };
  const after = withValue(before, [language], isBlank ? undefined : words) as LocalizedText;
  const isGone = isOptional && Object.keys(after).length === 0;
  return { draft: withValue(target.document, path, isGone ? undefined : after), touched };
}

export function insertPipe(draft: Draft, edit: EditOf<'insertPipe'>): Outcome {
  const { place, field, language, name, fallback, at } = edit;
  const part = partAt(draft.parts, place);
  const before = part === null ? '' : valueAtPath(draft.document, [...part.path, field, language]);
  const text = typeof before === 'string' ? before : '';
  const position = Math.min(at ?? text.length, text.length);
  const inserted = text.slice(0, position) + pipeText({ name, fallback }) + text.slice(position);
  return setText(draft, { edit: 'setText', place, field, language, text: inserted });
}

export function set(draft: Draft, { place, field, value }: EditOf<'set'>): Outcome {
  const target = targetAt(draft, place);
  if (target === null) return refused('placeGone', place);
  const touched = placeWithin(place, field);
  if (!target.fields.settings.includes(field)) return refused('noSuchField', touched);
  const path = [...target.part.path, field];
  const before = valueAtPath(draft.definition, path);
  const isSame = value === null ? valueAtPath(target.document, path) === undefined : before === value;
  if (isSame && partAt(draft.parts, place) !== null) return { draft: draft.document, touched };
  return { draft: withValue(target.document, path, value ?? undefined), touched };
}

/** The field that holds the condition of a part; `null` for one without. */
export function conditionField(kind: Part['kind']): 'showIf' | 'when' | null {
  if (kind === 'page' || kind === 'question') return 'showIf';
  return kind === 'quota' || kind === 'end' ? 'when' : null;
}

export function setCondition(draft: Draft, { place, condition }: EditOf<'setCondition'>): Outcome {
  const part = partAt(draft.parts, place);
  if (part === null) return refused('placeGone', place);
  const field = conditionField(part.kind);
  if (field === null) return refused('noSuchField', place);
  const touched = placeWithin(place, field);
  const path = [...part.path, field];
  if (saysTheSame(valueAtPath(draft.document, path), condition ?? undefined)) {
    return { draft: draft.document, touched };
  }
  return { draft: withValue(draft.document, path, condition ?? undefined), touched };
}

export function setShuffledPages(draft: Draft, { groups }: EditOf<'setShuffledPages'>): Outcome {
  const touched = 'survey.shuffle';
  const same = saysTheSame(draft.definition.shuffle, groups);
  return { draft: same ? draft.document : withValue(draft.document, ['shuffle'], groups), touched };
}

export function addLanguage({ document }: Draft, { language }: EditOf<'addLanguage'>): Outcome {
  const place = `language:${language}`;
  if (document.languages.includes(language)) return refused('knownLanguage', place);
  return {
    draft: withValue(document, ['languages'], [...listAt(document, ['languages']), language]),
    touched: place,
  };
}
