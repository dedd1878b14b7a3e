/**
 * One script of several modules of ours, without comments and indentation; it does the same. The modules come in the
 * order in which they need each other, import nothing else, share no names, and have nothing like a comment in a text.
 */
export function squeezeJs(modules: readonly string[]): string {
  const whole = modules
    .join('')
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export /gm, '')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/^\s*\/\/.*\n/gm, '')
    .replace(/^\s+/gm, '');
  return `(() => {\n${whole}})();\n`;
}
