import { type Context, Hono } from 'hono';
import type { Definitions } from '../../actions/definitions.ts';
import { openInterview } from '../../actions/interview.ts';
import { openAddress, signedAddress } from '../../addresses.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { qrPng } from '../../qr/png.ts';
import { qrSvg } from '../../qr/svg.ts';
import { type QrSymbol, qrSymbol } from '../../qr/symbol.ts';
import { readSignedFacts } from '../../signed-facts.ts';
import { factsKey } from '../../tokens.ts';
import { languageIn } from './reader.ts';

/** Dots for each module, at 300 dpi a millimetre. */
const dots = 12;

const hourInSeconds = 60 * 60;

/**
 * The QR code of an open link, as it is reached from outside. With signed facts in the address, the code says them too; without
 * their signature there is none. It may be had before the wave opens, since slips are printed before.
 */
export function qrRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  const { db, definitions, secret } = deps;

  async function symbolFor(c: Context<AppEnv>): Promise<QrSymbol> {
    const openKey = c.req.param('openKey') ?? '';
    const opened = { openKey, facts: {} };
    const { definition } = await openInterview(db.read, opened, definitions, languageIn(c), '');
    const said = readSignedFacts(definition, new URL(c.req.url).searchParams, factsKey(secret, openKey));
    if (typeof said === 'string') throw new AppError(said);
    const isPlain = Object.keys(said.facts).length === 0;
    const symbol = qrSymbol(
      isPlain ? openAddress(deps, openKey) : signedAddress(deps, secret, openKey, said.facts),
    );
    if (symbol === null) throw new AppError('linkUnfit');
    if (isPlain) c.header('Cache-Control', `public, max-age=${hourInSeconds}`);
    return symbol;
  }

  return new Hono<AppEnv>()
    .get('/:openKey/qr.svg', async (c) => {
      const symbol = await symbolFor(c);
      return c.body(qrSvg(symbol, `${symbol.length}mm`), 200, { 'Content-Type': 'image/svg+xml' });
    })
    .get('/:openKey/qr.png', async (c) => {
      return c.body(qrPng(await symbolFor(c), dots), 200, { 'Content-Type': 'image/png' });
    });
}
