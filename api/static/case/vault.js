// The lock of the phone's cases. A passphrase makes a key (PBKDF2-HMAC-SHA-256) that opens the data key (AES-256-GCM),
// which seals every record under its store and id, so that none can stand in for another. Both keys are only in memory,
// while the page is open and unlocked, and no script can read them out. What this does not protect is told on the page.
import * as box from "./box.js";

const ITERATIONS = 600_000; // OWASP Password Storage Cheat Sheet, for PBKDF2-HMAC-SHA-256
const SALT_BYTES = 16;
const NONCE_BYTES = 12; // NIST SP 800-38D, 8.2.2: random, anew for each record that is sealed
const LOCK = "lock";
const AES = { name: "AES-GCM", length: 256 };
export const SHORTEST = 10; // characters of a passphrase

export class WrongPassphrase extends Error {}

const random = (count) => crypto.getRandomValues(new Uint8Array(count));
const context = (text) => new TextEncoder().encode(text);

/** The key that opens the data key. Letters that look the same are the same (NFKC), on every keyboard. */
async function outerKey(passphrase, salt, iterations) {
  const bytes = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, base, AES, false, ["wrapKey", "unwrapKey"]);
}

const method = (nonce) => ({ name: "AES-GCM", iv: nonce, additionalData: context(LOCK) });

async function unwrap({ salt, iterations, nonce, wrapped }, passphrase, extractable) {
  const outer = await outerKey(passphrase, salt, iterations);
  try {
    return await crypto.subtle.unwrapKey("raw", wrapped, outer, method(nonce), AES, extractable, ["encrypt", "decrypt"]);
  } catch {
    throw new WrongPassphrase();
  }
}

async function wrap(key, passphrase) {
  const [salt, nonce] = [random(SALT_BYTES), random(NONCE_BYTES)];
  const outer = await outerKey(passphrase, salt, ITERATIONS);
  const wrapped = await crypto.subtle.wrapKey("raw", key, outer, method(nonce));
  await box.write([["vault", { id: LOCK, salt, iterations: ITERATIONS, nonce, wrapped }]]);
}

export class Vault {
  #key;

  constructor(key) {
    this.#key = key;
  }

  /** Whether this phone has one. */
  static async exists() {
    return (await box.get("vault", LOCK)) !== undefined;
  }

  /** Makes a new one; what a former one sealed is gone. */
  static async create(passphrase) {
    await box.erase();
    await wrap(await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]), passphrase);
    return Vault.open(passphrase);
  }

  /** Rejects with WrongPassphrase. */
  static async open(passphrase) {
    return new Vault(await unwrap(await box.get("vault", LOCK), passphrase, false));
  }

  /** Seals nothing anew: the data key gets another lock. Rejects with WrongPassphrase. */
  static async change(before, after) {
    await wrap(await unwrap(await box.get("vault", LOCK), before, true), after);
  }

  /** A record of these bytes for a store. */
  async seal(store, id, bytes) {
    const nonce = random(NONCE_BYTES);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: context(`${store}/${id}`) }, this.#key, bytes);
    return { id, nonce, sealed };
  }

  /** The bytes of a record. Rejects for one that was changed, or that belongs elsewhere. */
  async unseal(store, { id, nonce, sealed }) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: context(`${store}/${id}`) }, this.#key, sealed);
  }

  sealJson(store, id, data) {
    return this.seal(store, id, new TextEncoder().encode(JSON.stringify(data)));
  }

  async unsealJson(store, record) {
    return JSON.parse(new TextDecoder().decode(await this.unseal(store, record)));
  }
}
