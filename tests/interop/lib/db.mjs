// The setting for Digital Bazaar's libraries: their own contexts first, then the Open Badges ones of this repository.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {contexts as dataIntegrityContexts} from '@digitalbazaar/data-integrity-context';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {contexts as securityContexts} from '@digitalbazaar/security-context';
import {defaultDocumentLoader} from '@digitalbazaar/vc';

export const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1';

export function verifySuite() {
  return new DataIntegrityProof({cryptosuite: eddsaRdfc2022});
}

export function signSuite(keyPair) {
  return new DataIntegrityProof({signer: keyPair.signer(), cryptosuite: eddsaRdfc2022});
}

export function didKeyDocument(did) {
  const multibase = did.slice('did:key:'.length);
  const id = `${did}#${multibase}`;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY_CONTEXT],
    id: did,
    verificationMethod: [{id, type: 'Multikey', controller: did, publicKeyMultibase: multibase}],
    assertionMethod: [id]
  };
}

/** A fresh Ed25519 did:key. */
export async function newDidKey() {
  const keyPair = await Ed25519Multikey.generate();
  const {publicKeyMultibase} = await keyPair.export({publicKey: true});
  const did = `did:key:${publicKeyMultibase}`;
  keyPair.controller = did;
  keyPair.id = `${did}#${publicKeyMultibase}`;
  return {did, keyPair};
}

/** @param {import('./world.mjs').World} world */
export function documentLoader(world) {
  const own = new Map([...dataIntegrityContexts, ...securityContexts]);
  return async url => {
    const document = await load(url);
    return {contextUrl: null, documentUrl: url, document};
  };

  async function load(url) {
    if (url.startsWith('did:')) {
      return dereference(await resolveDid(url), url);
    }
    try {
      return (await defaultDocumentLoader(url)).document;
    } catch {
      // not one of the contexts that the library brings
    }
    const context = own.get(url) ?? world.contexts.get(url);
    if (context !== undefined) {
      return context;
    }
    return dereference(await world.json(url), url);
  }

  async function resolveDid(url) {
    const did = url.split('#')[0].split('?')[0];
    if (did.startsWith('did:key:')) {
      return didKeyDocument(did);
    }
    if (did.startsWith('did:web:')) {
      const document = await world.didWeb(did);
      if (document.id !== did) {
        throw new Error(`the DID document of ${did} says its id is ${document.id}`);
      }
      return document;
    }
    throw new Error(`no resolver for ${did}`);
  }
}

/** The part of a document that a fragment names, with a context of its own; the document when there is no fragment. */
function dereference(document, url) {
  if (!url.includes('#')) {
    return document;
  }
  const nodes = Object.values(document).flat().filter(value => typeof value === 'object' && value !== null);
  const node = nodes.find(({id}) => id === url);
  if (node === undefined) {
    throw new Error(`NotFoundError: ${url} is not in its document`);
  }
  const context = node.type === 'Multikey' ? MULTIKEY_CONTEXT : document['@context'];
  return {'@context': context, ...node};
}
