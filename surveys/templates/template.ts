import type { Condition } from '../conditions.ts';
import type { Definition } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import { both } from './both.ts';

/** Where a model comes from. */
export interface Source {
  readonly author: LocalizedText;
  readonly year: number;
  readonly title: LocalizedText;
  /** Journal, publisher, pages; the number of a norm. */
  readonly published: LocalizedText;
}

/** What somebody who chooses a questionnaire wants to know of it, besides its questions. */
export interface About {
  readonly title: LocalizedText;
  /** What it measures, in a sentence or two. */
  readonly measures: LocalizedText;
  readonly useWhen: LocalizedText;
  readonly notWhen: LocalizedText;
  /** What its weights are, and where they come from. */
  readonly weights: LocalizedText;
  /** What it builds on; the wording is our own. */
  readonly sources: readonly Source[];
}

/** One answer that measures a latent variable: a rating of its own, or one half of a pair. */
export interface Indicator {
  readonly question: string;
  readonly part: 'expectation' | 'perception' | null;
}

/** A latent variable of a structural model, such as perceived value, with the answers it is measured by. */
export interface Construct {
  readonly key: string;
  readonly name: LocalizedText;
  readonly indicators: readonly Indicator[];
}

/** A ready questionnaire with what there is to know of it. */
export interface Template {
  readonly about: About;
  readonly questionnaire: Definition;
  /** The latent variables of a structural model, in the model's order; none of other questionnaires. */
  readonly constructs: readonly Construct[];
  /** Who is asked its modules besides those who rate low overall; `null` where nobody is. */
  readonly dissatisfied: Condition | null;
}

/** A norm by its number, e.g. `GB/T 19038`, and whoever issued it in that year. */
export function norm(number: string, year: number, author: LocalizedText, title: LocalizedText): Source {
  return { author, year, title, published: both(number, number) };
}

/** A publication that is quoted in its own language, whoever reads it. */
export function publication(author: string, year: number, title: string, published: string): Source {
  const same = (text: string) => both(text, text);
  return { author: same(author), year, title: same(title), published: same(published) };
}

/** The national standard on express service, by which carriers in China work. */
export const expressService: Source = norm(
  'GB/T 27917',
  2023,
  both(
    '国家市场监督管理总局、国家标准化管理委员会',
    'State Administration for Market Regulation; Standardization Administration of China',
  ),
  both('快递服务', 'Express service'),
);
