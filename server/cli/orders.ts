import type { Database } from '#db/database.ts';
import { createDefinitions } from '../actions/definitions.ts';
import { signedAddress } from '../addresses.ts';
import { whenReadable } from '../imports/documents.ts';
import { FileProblems } from '../imports/problems.ts';
import { type ListedOrder, type OrderList, readOrders } from '../imports/read-orders.ts';
import { fileSource } from '../imports/source.ts';
import { readSecret } from '../secret.ts';
import type { Facts } from '../tokens.ts';
import type { CommandContext } from './command.ts';
import { surveyNamed, waveNamed } from './lookups.ts';
import { Refusal, RefusedFile } from './refusal.ts';

/** A wave that anybody may answer, with the facts its questionnaire knows. @throws Refusal when it has no open link */
export async function openWaveNamed({ read }: Pick<Database, 'read'>, slug: string, key: string) {
  const wave = await waveNamed(read, await surveyNamed(read, slug), key);
  const { openKey } = wave;
  if (openKey === null) throw new Refusal('cli.links.notOpen', { wave: key });
  const { facts } = await createDefinitions().ofVersion(read, wave.versionId);
  return { wave: key, openKey, facts };
}
export type OpenWave = Awaited<ReturnType<typeof openWaveNamed>>;

/** Makes the signed addresses of a wave's orders. */
export function orderAddresses(context: CommandContext, { openKey }: Pick<OpenWave, 'openKey'>) {
  const config = context.config();
  const secret = readSecret(config);
  return (facts: Facts) => signedAddress(config, secret, openKey, facts);
}

/**
 * Reads a company's list twice: first all of it, so that nothing is made of a file with a mistake in it, then again for
 * whoever uses it.
 *
 * @param check is shown every row while the list is read the first time
 * @throws RefusedFile with everything wrong with it, Refusal when the questionnaire knows no facts
 */
export async function checkedOrders(
  path: string,
  { facts, wave }: OpenWave,
  { onProgress }: Pick<CommandContext, 'onProgress'>,
  check: (order: ListedOrder) => void = () => {},
): Promise<OrderList> {
  if (facts.length === 0) throw new Refusal('cli.links.noFacts', { wave });
  const source = fileSource(path);
  const problems = new FileProblems(source.name);
  const list = await whenReadable(problems, async () => {
    const first = await readOrders(source, facts, problems);
    for await (const order of first.rows) check(order);
    return await readOrders(source, facts, new FileProblems(source.name), onProgress);
  });
  if (list === null || problems.count > 0) throw new RefusedFile(problems);
  return list;
}
