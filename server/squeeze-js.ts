/**
 * One script of several modules of ours, without comments and indentation; it does the same. The modules come in the
 * order in which they need each other, import nothing else, share no names, and begin no line of a text like a comment.
 */
export function squeezeJs(modules: readonly string[]): string {
  const whole = modules
    .join('')
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export /gm, '')
    .replace(/^\s*(?:\/\/|\/?\*).*\n/gm, '')
    .replace(/^\s+/gm, '');
  return `(() => {\n${whole}})();\n`;
}
