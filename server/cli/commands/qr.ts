import { extname, join } from 'node:path';
import type { Database } from '#db/database.ts';
import { invitedMembers } from '#db/queries/links.ts';
import { openAddress, personalAddress } from '../../addresses.ts';
import { qrPng } from '../../qr/png.ts';
import { dotsFor, readSize, type Size } from '../../qr/size.ts';
import { qrSvg } from '../../qr/svg.ts';
import { qrSymbol } from '../../qr/symbol.ts';
import { readSecret } from '../../secret.ts';
import { type CommandContext, command } from '../command.ts';
import { makeFolder, writeFileWhole } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { flag, needed, optional } from '../options.ts';
import { checkedOrders, type OpenWave, openWaveNamed, orderAddresses } from '../orders.ts';
import { Refusal, UsageError } from '../refusal.ts';

/** An address to be drawn, and what its files are called without their ending. */
interface Code {
  readonly name: string;
  readonly address: string;
}

interface Wanted {
  readonly survey: string;
  readonly wave: string;
  readonly file: string | null;
  readonly personal: boolean;
}

/** The codes a command asks for. `longest`: the longest address among them, on which their size depends. */
interface Codes {
  readonly longest: string;
  readonly codes: AsyncIterable<Code> | Iterable<Code>;
  /** Whether each of them opens one customer's answers. */
  readonly secret: boolean;
}

export const qr = command({
  name: 'qr',
  summary: 'cli.qr',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    out: needed('FOLDER|code.svg|code.png'),
    file: optional('orders.csv'),
    personal: flag,
    size: optional('30mm|600px'),
  },
  async run(context, options) {
    const size = readSize(options.size ?? '30mm');
    if (size === null) throw new UsageError('cli.qr.size', { text: options.size ?? '' });
    if (options.personal && options.file !== null) throw new UsageError('cli.qr.fileOrPersonal');
    await context.withDatabase(async (db) => {
      const codes = await codesFor(context, db, options);
      requireReadable(codes.longest, size);
      const count = await writeCodes(codes, options.out, size);
      context.say('cli.qr.done', { codes: count, file: options.out });
    });
  },
});

async function codesFor(context: CommandContext, db: Database, wanted: Wanted): Promise<Codes> {
  if (wanted.personal) return await personalCodes(context, db, wanted);
  const wave = await openWaveNamed(db, wanted.survey, wanted.wave);
  if (wanted.file !== null) return await orderCodes(context, wave, wanted.file);
  const once = wave.facts.filter((fact) => fact.once).map(({ key }) => key);
  if (once.length > 0) throw new Refusal('cli.qr.needsOrders', { facts: once.join(', ') });
  const address = openAddress(context.config(), wave.openKey);
  return { longest: address, codes: [{ name: 'open', address }], secret: false };
}

async function orderCodes(context: CommandContext, wave: OpenWave, file: string): Promise<Codes> {
  const addressOf = orderAddresses(context, wave);
  let longest = '';
  const number = wave.facts.find((fact) => fact.once)?.key ?? '';
  const list = await checkedOrders(file, wave, context, ({ facts }) => {
    const address = addressOf(facts);
    if (address.length > longest.length) longest = address;
  });
  async function* codes() {
    for await (const { row, facts } of list.rows) {
      yield { name: fileName(row - 1, facts[number] ?? ''), address: addressOf(facts) };
    }
  }
  return { longest, codes: codes(), secret: true };
}

async function personalCodes(
  { config }: CommandContext,
  { read }: Database,
  { survey, wave }: Wanted,
): Promise<Codes> {
  const { id } = await waveNamed(read, await surveyNamed(read, survey), wave);
  const secret = readSecret(config());
  async function* codes() {
    for await (const rows of invitedMembers(read, id)) {
      for (const { member, link } of rows) {
        const address = personalAddress(config(), secret, link.id);
        yield { name: fileName(member.position, member.customer), address };
      }
    }
  }
  const first = await codes().next();
  if (first.done) throw new Refusal('cli.links.none', { wave });
  return { longest: first.value.address, codes: codes(), secret: true };
}

/** A name for files: the place in the list, and what of the company's own number every file system takes. */
function fileName(place: number, number: string): string {
  const plain = number.replace(/[^\p{L}\p{N}-]+/gu, '_').slice(0, 60);
  return [String(place).padStart(6, '0'), plain].filter((part) => part !== '').join('-');
}

/** @throws Refusal when the modules would be too small to be read, or there are more than a symbol has */
function requireReadable(address: string, size: Size): void {
  const symbol = qrSymbol(address);
  if (symbol === null) throw new Refusal('cli.qr.tooLong', { characters: address.length });
  const drawn = dotsFor(symbol, size);
  if ('needed' in drawn) {
    throw new Refusal('cli.qr.tooSmall', { size: sizeText(size), needed: sizeText(drawn.needed) });
  }
}

function sizeText({ length, unit }: Size): string {
  return `${length}${unit}`;
}

/** Writes the codes: one into a file, any number into a folder, there as SVG and as PNG. @returns how many */
async function writeCodes({ codes, secret }: Codes, out: string, size: Size): Promise<number> {
  const ending = extname(out).toLowerCase();
  const isFile = ending === '.svg' || ending === '.png';
  if (isFile && secret) throw new UsageError('cli.qr.folder', { file: out });
  if (!isFile) await makeFolder(out);
  let count = 0;
  for await (const { name, address } of codes) {
    const files = isFile ? [out] : [join(out, `${name}.svg`), join(out, `${name}.png`)];
    for (const file of files) {
      await writeFileWhole(file, [drawn(address, file, size)], { secret, isOneOfMany: !isFile });
    }
    count += 1;
  }
  return count;
}

function drawn(address: string, file: string, size: Size): string | Uint8Array {
  const symbol = qrSymbol(address);
  const drawing = symbol && dotsFor(symbol, size);
  if (symbol === null || drawing === null || 'needed' in drawing) throw new Error(`Not drawable: ${file}`);
  return extname(file).toLowerCase() === '.svg' ? qrSvg(symbol, sizeText(size)) : qrPng(symbol, drawing.dots);
}
