import type { Random } from '#surveys/random.ts';
import { type CommentText, chineseComments, cities, englishComments, named } from './comment-texts.ts';
import type { Customer } from './customers.ts';
import type { Opinion } from './opinions.ts';

export type CommentLanguage = 'zh-CN' | 'en';

/** Experience this far from expectation, in points, is worth a comment of praise or of blame. */
const remarkable = { good: 0.9, poor: -1.3 } as const;
/** Share of customers with something to say who write it down. */
const writes = 0.16;

/**
 * What a customer adds in words, about the item that went best or worst; `null` for the many who add nothing.
 * Where nothing was remarkable it is a wish, and more seldom.
 */
export function commentOf(
  random: Random,
  customer: Customer,
  { gaps }: Opinion,
  { language, wave }: { readonly language: CommentLanguage; readonly wave: number },
): string | null {
  const texts = language === 'en' ? englishComments : chineseComments;
  const said = texts.filter(({ since }) => since <= wave);
  const good = strongest(said, gaps, 'good');
  const poor = strongest(said, gaps, 'poor');
  const tone = toneOf(good.gap, poor.gap);
  const chance = tone === 'fair' ? writes / 3 : writes;
  if (random.next() >= chance) return null;
  const item = tone === 'good' ? good.item : poor.item;
  const fitting = said.filter((text) => text.tone === tone && (tone === 'fair' || text.item === item));
  return fitting.length === 0 ? null : filledIn(oneOf(random, fitting).text, random, customer, language);
}

function toneOf(best: number, worst: number): CommentText['tone'] {
  if (worst <= remarkable.poor) return 'poor';
  return best >= remarkable.good ? 'good' : 'fair';
}

/** The item somebody can say something of whose experience lay furthest above or below expectation. */
function strongest(said: readonly CommentText[], gaps: ReadonlyMap<string, number>, tone: 'good' | 'poor') {
  const sign = tone === 'good' ? 1 : -1;
  let found = { item: '', gap: 0 };
  for (const text of said) {
    const gap = gaps.get(text.item) ?? 0;
    if (text.tone === tone && sign * gap > sign * found.gap) found = { item: text.item, gap };
  }
  return found;
}

function filledIn(text: string, random: Random, customer: Customer, language: CommentLanguage): string {
  const [chinese, english] = oneOf<readonly [string, string]>(random, cities[customer.region]);
  const days = String(2 + random.below(4));
  // whom a customer names follows from the customer, so that it takes no chance from what comes after
  const number = Number(customer.customer.replace(/\D/g, '')) || 0;
  const some = (from: readonly string[]) => from[number % from.length] ?? '';
  return text
    .replace('{city}', language === 'en' ? english : chinese)
    .replace('{days}', days)
    .replace('{colleague}', some(named.colleague))
    .replace('{specialist}', some(named.specialist))
    .replace('{courier}', some(named.courier))
    .replace('{phone}', some(named.phone))
    .replace('{address}', some(named.address))
    .replace('{waybill}', `HJ26${String(number).padStart(8, '0')}`);
}

function oneOf<T>(random: Random, choices: readonly T[]): T {
  return choices[random.below(choices.length)] as T;
}
