import { encodeQR } from 'qr';

/** A QR code as rows of modules, `true` for dark, with the quiet zone it needs around it. */
export type QrSymbol = readonly (readonly boolean[])[];

/** Modules kept white on each side, as ISO/IEC 18004 asks for: readers look for it. */
const quietZone = 4;

/** Bytes that the largest symbol holds at error correction M. */
const mostBytes = 2331;

/**
 * The QR code of an address, at error correction M: it is still read with 15 % of it damaged, as on a slip that was
 * folded. `null` for an address that fits no symbol.
 */
export function qrSymbol(address: string): QrSymbol | null {
  if (Buffer.byteLength(address) > mostBytes) return null;
  return encodeQR(address, 'raw', { ecc: 'medium', border: quietZone });
}
