import { z } from 'zod';
import { definition, indexRule, page, pairWords } from '../definition.ts';
import { dimension, factor, item } from '../factors.ts';
import { localizedText } from '../localized.ts';
import { question } from '../questions/index.ts';
import { scale } from '../scales.ts';
import { brand, fact, privacy, quota, screenOut } from '../settings.ts';
import type { PartKind } from './parts.ts';

/** What can be changed in a part by naming it, apart from what stands inside the part. */
export interface Fields {
  /** Texts in every language. */
  readonly texts: readonly string[];
  /** Texts that may be left out altogether. */
  readonly optionalTexts: readonly string[];
  /** Numbers, words and switches. */
  readonly settings: readonly string[];
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;

const words = pairWords.shape.expectation;

const shapes: { readonly [K in Exclude<PartKind, 'question' | 'option' | 'language'>]: Shape } = {
  survey: definition.shape,
  index: indexRule.shape,
  privacy: privacy.shape,
  brand: brand.shape,
  pairWords: pairWords.shape,
  expectation: words.shape,
  perception: words.shape,
  importance: words.shape,
  scale: scale.shape,
  factor: factor.shape,
  dimension: dimension.shape,
  item: item.shape,
  page: page.shape,
  fact: fact.shape,
  quota: quota.shape,
  end: screenOut.shape,
};

export type QuestionKindName = z.output<typeof question>['kind'];

const questionShapes = new Map<string, Shape>(
  question.options.map((schema) => [schema.shape.kind.value, schema.shape] as const),
);

/** Every kind of question there is. */
export const questionKinds = [...questionShapes.keys()] as readonly QuestionKindName[];

/** What a question of a kind can have, by the schema of its kind. */
export function shapeOfQuestion(kind: string): Shape {
  return questionShapes.get(kind) ?? {};
}

/** What the options of a question of a kind can have; nothing for a kind without options. */
export function shapeOfOptions(kind: string): Shape {
  const { options } = shapeOfQuestion(kind);
  const element = options instanceof z.ZodArray ? options.element : undefined;
  return element instanceof z.ZodObject ? element.shape : {};
}

const known = new Map<Shape, Fields>();

/**
 * What can be changed in a part, read off the schema of the questionnaire, so that whatever a questionnaire can say can be
 * edited.
 *
 * @param questionKind the kind of the question, for a question or an option
 */
export function fieldsOf(kind: PartKind, questionKind: string): Fields {
  const shape = shapeOf(kind, questionKind);
  const before = known.get(shape);
  if (before !== undefined) return before;
  const named = Object.entries(shape).filter(([name]) => name !== 'key');
  const names = (isField: (schema: z.core.$ZodType) => boolean) =>
    named.filter(([, schema]) => isField(schema)).map(([name]) => name);
  const fields = {
    texts: names((schema) => bare(schema) === localizedText),
    optionalTexts: names((schema) => schema !== localizedText && bare(schema) === localizedText),
    settings: names((schema) => settingTypes.has(bare(schema)._zod.def.type)),
  };
  known.set(shape, fields);
  return fields;
}

/** A kind, a literal of one value, is no setting: what has it would be something else. */
const settingTypes: ReadonlySet<string> = new Set(['boolean', 'number', 'string', 'enum']);

function shapeOf(kind: PartKind, questionKind: string): Shape {
  if (kind === 'language') return nothing;
  if (kind === 'question') return questionShapes.get(questionKind) ?? nothing;
  return kind === 'option' ? optionShape(questionKind) : shapes[kind];
}

const nothing: Shape = {};
const optionShapes = new Map<string, Shape>();

function optionShape(questionKind: string): Shape {
  const shape = optionShapes.get(questionKind) ?? shapeOfOptions(questionKind);
  optionShapes.set(questionKind, shape);
  return shape;
}

/** A schema without what says that it may be left out. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? bare(schema.def.innerType)
    : schema;
}

/** What a setting can be: a switch, a number, a word of one's own, or one of several words. */
export type SettingType =
  | { readonly type: 'boolean' | 'number' | 'string'; readonly isOptional: boolean }
  | { readonly type: 'enum'; readonly isOptional: boolean; readonly values: readonly string[] };

/** What a setting of a part can be; `null` where the part has no such setting. */
export function settingType(kind: PartKind, questionKind: string, field: string): SettingType | null {
  if (!fieldsOf(kind, questionKind).settings.includes(field)) return null;
  const schema = shapeOf(kind, questionKind)[field];
  if (schema === undefined) return null;
  const inner = bare(schema);
  const isOptional = schema instanceof z.ZodOptional;
  if (inner instanceof z.ZodEnum) return { type: 'enum', isOptional, values: inner.options.map(String) };
  if (inner instanceof z.ZodBoolean) return { type: 'boolean', isOptional };
  return { type: inner instanceof z.ZodNumber ? 'number' : 'string', isOptional };
}
