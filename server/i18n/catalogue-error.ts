/** What customers read is not whole in some language: the server does not start. The message says what is wrong in which file. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}
