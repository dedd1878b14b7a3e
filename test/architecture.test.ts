import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/**
 * What each folder may import besides itself, most specific folder first: `#folder`, a package, `node:`. A folder
 * without an entry here is covered by the entry of the folder above it.
 */
const allowed: readonly (readonly [string, readonly string[]])[] = [
  ['reports/statistics', []],
  ['surveys', ['zod']],
  ['reports', ['#surveys', 'zod']],
  [
    'db',
    [
      '#surveys',
      '#reports',
      'zod',
      'drizzle-orm',
      'drizzle-kit',
      'better-sqlite3',
      '@electric-sql/pglite',
      'node:',
    ],
  ],
  ['server/i18n', ['#surveys', 'node:']],
  ['server/public', ['chart.js']],
  ['server/actions', ['#surveys', '#reports', '#db', 'server', 'node:']],
  ['server/imports', ['#surveys', '#reports', '#db', 'server', 'zod', 'csv-parse', 'sax', 'node:']],
  ['server/exports', ['#surveys', '#reports', '#db', 'server', 'yazl', 'node:']],
  ['server/qr', ['server', 'qr', 'node:']],
  ['server/demo', ['#surveys', '#reports', '#db', 'server', 'node:']],
  ['server/people', ['#db', 'server', 'better-auth', 'hono', 'zod', 'node:']],
  ['server/views.ts', ['server', 'handlebars', 'node:']],
  ['server/mail', ['#surveys', '#reports', '#db', 'server', 'nodemailer', 'zod', 'node:']],
  ['server', ['#surveys', '#reports', '#db', 'hono', '@hono/node-server', '@fastify/busboy', 'zod', 'node:']],
];

/** Folders whose functions depend on their arguments alone: no clock, no chance, no I/O. */
const pure = ['surveys', 'reports'];

/** Imports nobody may write, with the reason. */
const banned: readonly { pattern: RegExp; where: RegExp; because: string }[] = [
  {
    pattern: /\.transaction\(\s*async/,
    where: /./,
    because: 'better-sqlite3 would keep the rows of a transaction that failed',
  },
  {
    pattern: /\{\{\{/,
    where: /^server\/views\/(?!layouts\/)/,
    because: 'only a layout may put out what is already HTML',
  },
  {
    pattern: /\son\w+=|style="|<script>/,
    where: /^server\/views\/(?!layouts\/standalone)/,
    because: 'the content security policy forbids inline script and style',
  },
];

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => ending.test(file));
}

const sources = ['surveys', 'reports', 'db', 'server'].flatMap((folder) => filesUnder(folder, /\.ts$/));

/** What a file imports, as the name the table above uses: its own folder's path, `#folder`, a package, `node:`. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const specifiers = [
    ...source.matchAll(
      /(?:^|\n)\s*(?:import|export)[^'"`;]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|import\s+'([^']+)'/g,
    ),
  ];
  return specifiers.map(([, from, dynamic, bare]) => {
    const specifier = from ?? dynamic ?? bare ?? '';
    if (specifier.startsWith('.')) return relative(root, join(root, dirname(file), specifier));
    if (specifier.startsWith('node:')) return 'node:';
    if (specifier.startsWith('#')) return specifier;
    return specifier.startsWith('@')
      ? specifier.split('/').slice(0, 2).join('/')
      : (specifier.split('/')[0] ?? '');
  });
}

function ruleFor(file: string) {
  return allowed.find(([folder]) => file === folder || file.startsWith(`${folder}/`));
}

function isAllowed(imported: string, folder: string, others: readonly string[]): boolean {
  const path = imported.startsWith('#') ? imported.slice(1) : imported;
  if (path === folder || path.startsWith(`${folder}/`)) return true;
  return others.some((other) =>
    other.startsWith('#') || (imported.includes('/') && !imported.startsWith('@'))
      ? path === other.replace('#', '') || path.startsWith(`${other.replace('#', '')}/`)
      : imported === other,
  );
}

describe('dependencies point one way', () => {
  test.each(sources)('%s imports only what its folder may', (file) => {
    const rule = ruleFor(file);
    expect(rule, 'a rule for this folder').toBeDefined();
    const [folder, others] = rule ?? ['', []];
    expect(importsOf(file).filter((imported) => !isAllowed(imported, folder, others))).toEqual([]);
  });

  test('the reader of imports sees every form of import', () => {
    expect(importsOf('server/app.ts')).toContain('hono');
    expect(importsOf('server/app.ts')).toContain('#db/errors.ts');
    expect(isAllowed('#server/app.ts', 'surveys', ['zod'])).toBe(false);
    expect(isAllowed('server/app.ts', 'reports', ['#surveys', 'zod'])).toBe(false);
    expect(isAllowed('hono', 'server/actions', ['#db', 'server'])).toBe(false);
    expect(isAllowed('server/errors.ts', 'server/actions', ['#db', 'server'])).toBe(true);
  });
});

describe('what is pure stays pure', () => {
  const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bcrypto\b|\bfetch\(/;
  test.each(sources.filter((file) => pure.some((folder) => file.startsWith(`${folder}/`))))(
    '%s asks neither the clock nor chance',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8').match(impure)).toBeNull();
    },
  );
});

describe('what nobody may write', () => {
  const files = [...sources, ...filesUnder('server/views', /\.hbs$/)];
  test.each(banned)('$pattern, because $because', ({ pattern, where }) => {
    const offenders = files.filter(
      (file) => where.test(file) && pattern.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(offenders).toEqual([]);
  });

  test('the process is read only where the program starts', () => {
    const readers = sources.filter(
      (file) =>
        /\bprocess\./.test(readFileSync(join(root, file), 'utf8')) &&
        !/^server\/(cli\.ts|main\.ts|cli\/)/.test(file),
    );
    expect(readers).toEqual([]);
  });
});
