import { eq, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { StoredImage } from '../tables.ts';

/** Keeps an image by the digest of its bytes; one that is kept already stays as it is. */
export async function insertImage({ orm, tables: { images } }: Queryable, image: StoredImage): Promise<void> {
  await orm.insert(images).values(image).onConflictDoNothing();
}

const byDigest = preparedOnce(({ orm, tables: { images } }) =>
  orm
    .select({ type: images.type, bytes: images.bytes })
    .from(images)
    .where(eq(images.digest, sql.placeholder('digest')))
    .prepare(),
);

/** An image to send, or `null` when none has this digest. */
export async function imageWithDigest(
  queryable: Queryable,
  digest: string,
): Promise<Pick<StoredImage, 'type' | 'bytes'> | null> {
  const [image] = await byDigest(queryable).execute({ digest });
  return image ?? null;
}

const sizeByDigest = preparedOnce(({ orm, tables: { images } }) =>
  orm
    .select({ type: images.type, width: images.width, height: images.height })
    .from(images)
    .where(eq(images.digest, sql.placeholder('digest')))
    .prepare(),
);

/** What has to be known of an image to make room for it, without its bytes; `null` when none has this digest. */
export async function imageSize(
  queryable: Queryable,
  digest: string,
): Promise<Pick<StoredImage, 'type' | 'width' | 'height'> | null> {
  const [image] = await sizeByDigest(queryable).execute({ digest });
  return image ?? null;
}
