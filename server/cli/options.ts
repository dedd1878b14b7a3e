import { parseArgs } from 'node:util';
import { UsageError } from './refusal.ts';

/** One `--name`: what its value is called in the help, or `null` for a switch without a value. */
export interface OptionSpec {
  readonly value: string | null;
  readonly required?: true;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The values given on the command line. A switch is true or false, an option not given is `null`. */
export type Options<S extends OptionSpecs> = {
  readonly [K in keyof S]: S[K] extends { readonly value: null }
    ? boolean
    : S[K] extends { readonly required: true }
      ? string
      : string | null;
};

/** An option that must be given. */
export function needed<const V extends string>(value: V) {
  return { value, required: true } as const;
}
/** An option that may be given. */
export function optional<const V extends string>(value: V) {
  return { value } as const;
}
/** A switch without a value. */
export const flag = { value: null } as const;

/** Options every command has. */
const everywhere = { lang: { value: 'zh-CN|en' }, help: flag } as const satisfies OptionSpecs;

/** The options of one command line. @throws UsageError naming the first thing that is not understood */
export function readOptions<S extends OptionSpecs>(
  specs: S,
  argv: readonly string[],
): Options<S & typeof everywhere> {
  const known: OptionSpecs = { ...specs, ...everywhere };
  const values: Record<string, string | boolean | null> = {};
  for (const [name, { value }] of Object.entries(known)) values[name] = value === null ? false : null;
  const config = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...argv], options: config, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') throw new UsageError('cli.usage.word', { word: token.value });
    const spec =
      Object.hasOwn(known, token.name) && token.rawName.startsWith('--') ? known[token.name] : undefined;
    if (spec === undefined) throw new UsageError('cli.usage.unknownOption', { option: token.rawName });
    if (spec.value === null && token.value !== undefined) {
      throw new UsageError('cli.usage.noValue', { option: token.rawName });
    }
    if (spec.value !== null && (token.value === undefined || token.value === '')) {
      throw new UsageError('cli.usage.value', { option: token.rawName, value: spec.value });
    }
    if (values[token.name] !== null && values[token.name] !== false) {
      throw new UsageError('cli.usage.twice', { option: token.rawName });
    }
    values[token.name] = token.value ?? true;
  }
  if (values.help !== true) requireAll(known, values);
  return values as Options<S & typeof everywhere>;
}

function requireAll(known: OptionSpecs, values: Readonly<Record<string, unknown>>): void {
  const missing = Object.keys(known).filter((name) => known[name]?.required && values[name] === null);
  if (missing.length > 0) {
    throw new UsageError('cli.usage.missing', { options: missing.map((name) => `--${name}`).join(', ') });
  }
}
