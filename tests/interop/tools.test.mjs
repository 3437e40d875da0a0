// The tools of this folder, held against each other before Accolade's documents are held against them: what one foreign
// library issues the others accept, and refuse after a byte is changed. So a red interop test blames the right side.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {createCredential, createList} from '@digitalbazaar/vc-bitstring-status-list';
import {SignJWT, exportJWK, generateKeyPair} from 'jose';
import {documentLoader, signSuite} from './lib/db.mjs';
import {World} from './lib/world.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PYTHON = process.env.ACCOLADE_TEST_PYTHON;
const PYTHON_OB2 = process.env.ACCOLADE_TEST_PYTHON_OB2;
const STANDARDS = process.env.ACCOLADE_STANDARDS;
const DID = 'did:web:badges.example:issuers:guild';
const LIST = 'https://badges.example/status/1';
const INDEX = 4242;
const node = script => [process.execPath, join(HERE, script)];
const python = (interpreter, script) => [interpreter, join(HERE, script)];

let folder;
let badge;
let token;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accolade-interop-'));
  const world = await issuerWorld();
  badge = world.badge;
  token = world.token;
  await write('clear.json', world.documents(false));
  await write('set.json', world.documents(true));
  await write('badge.json', badge);
  await write('badge.jwt', token);
  await write('ob2.json', openBadges2());
});

after(() => rm(folder, {recursive: true, force: true}));

for (const [name, command] of [
  ['@digitalbazaar/vc', node('verify-vc.mjs')],
  ['verifier-core', node('verify-dcc.mjs')],
  ['openbadgeslib', PYTHON && python(PYTHON, 'ob3_verify.py')]
]) {
  const options = {skip: command ? false : 'ACCOLADE_TEST_PYTHON is not set'};

  test(`${name} accepts a did:web badge whose status bit is clear`, options, async () => {
    const result = await run(command, ['--documents', at('clear.json'), at('badge.json')]);
    assert.equal(result.verified, true, JSON.stringify(result));
  });

  test(`${name} refuses the badge once its status bit is set`, options, async () => {
    const result = await run(command, ['--documents', at('set.json'), at('badge.json')]);
    assert.equal(result.verified, false, JSON.stringify(result));
  });

  test(`${name} refuses the badge after one letter is changed`, options, async () => {
    await write('changed.json', JSON.stringify(badge).replace('Level Three', 'Level Threa'));
    const result = await run(command, ['--documents', at('clear.json'), at('changed.json')]);
    assert.equal(result.verified, false, JSON.stringify(result));
  });

  test(`${name} refuses the badge when the issuer's key cannot be found`, options, async () => {
    await write('nothing.json', {});
    const result = await run(command, ['--documents', at('nothing.json'), at('badge.json')]);
    assert.equal(result.verified, false, JSON.stringify(result));
  });
}

test('@digitalbazaar/vc refuses a property that no context defines', async () => {
  await write('unknown.json', {...badge, motto: 'not signed'});
  const result = await run(node('verify-vc.mjs'), ['--documents', at('clear.json'), at('unknown.json')]);
  assert.ok(result.errors.some(({code}) => code === 'invalid property'), JSON.stringify(result));
});

test('documents can be read from a live server under the names they publish', async () => {
  const answers = JSON.parse(await readFile(at('clear.json'), 'utf8'));
  const server = createServer((request, response) => {
    const url = request.url === '/issuers/guild/did.json' ? DID : `https://badges.example${request.url}`;
    response.writeHead(url in answers ? 200 : 404, {'Content-Type': 'application/json'});
    response.end(JSON.stringify(answers[url] ?? {}));
  });
  await new Promise(listening => server.listen(0, '127.0.0.1', listening));
  try {
    const live = `http://127.0.0.1:${server.address().port}`;
    const text = JSON.stringify(badge);
    for (const script of ['verify-vc.mjs', 'verify-dcc.mjs']) {
      const result = await run(node(script), ['--origin', `badges.example=${live}`], text);
      assert.equal(result.verified, true, JSON.stringify(result));
    }
  } finally {
    server.close();
  }
});

for (const [name, command] of [
  ['jose', node('verify-jwt.mjs')],
  ['openbadgeslib', PYTHON && python(PYTHON, 'ob3_verify.py')]
]) {
  const options = {skip: command ? false : 'ACCOLADE_TEST_PYTHON is not set'};

  test(`${name} accepts a VC-JWT under RS256 and refuses it after one letter is changed`, options, async () => {
    const good = await run(command, ['--documents', at('clear.json'), at('badge.jwt')]);
    assert.equal(good.verified, true, JSON.stringify(good));
    const [header, payload, signature] = token.split('.');
    const changed = Buffer.from(payload, 'base64url').toString().replace('Level Three', 'Level Threa');
    await write('changed.jwt', [header, Buffer.from(changed).toString('base64url'), signature].join('.'));
    const bad = await run(command, ['--documents', at('clear.json'), at('changed.jwt')]);
    assert.equal(bad.verified, false, JSON.stringify(bad));
  });
}

for (const algorithm of ['RS256', 'ES256', 'EdDSA']) {
  test(`what issue-vc.mjs issues as ${algorithm} verifies`, async () => {
    const [issued] = await lines(node('issue-vc.mjs'), ['--jwt', algorithm]);
    const result = await run(node('verify-jwt.mjs'), [], issued);
    assert.equal(result.verified, true, JSON.stringify(result));
  });
}

test('what issue-vc.mjs issues with a Data Integrity proof verifies, each with a key of its own', async () => {
  const issued = await lines(node('issue-vc.mjs'), ['--count', '2']);
  const results = await lines(node('verify-vc.mjs'), [], issued.map(line => JSON.stringify(line)).join('\n'));
  assert.deepEqual(results.map(({verified}) => verified), [true, true]);
  assert.notEqual(issued[0].issuer.id, issued[1].issuer.id);
});

test('bench-vc.mjs gives a rate for signing and for verifying', async () => {
  const result = await run(node('bench-vc.mjs'), ['--seconds', '0.2', at('badge.json')]);
  assert.ok(result.sign.per_second > 1 && result.verify.per_second > 1, JSON.stringify(result));
});

test('openbadges accepts a hosted Open Badges 2.0 assertion for its recipient only',
  {skip: PYTHON_OB2 ? false : 'ACCOLADE_TEST_PYTHON_OB2 is not set'},
  async () => {
    const command = python(PYTHON_OB2, 'ob2_validate.py');
    const assertion = 'http://badges.example:8080/ob2/assertions/1';
    const good = await run(command, ['--documents', at('ob2.json'), '--recipient', 'ada@example.org', assertion]);
    assert.equal(good.valid, true, JSON.stringify(good));
    const bad = await run(command, ['--documents', at('ob2.json'), '--recipient', 'eve@example.org', assertion]);
    assert.equal(bad.valid, false, JSON.stringify(bad));
  });

test('@digitalbazaar/vc accepts the sample of the official validator and refuses its broken twin',
  {skip: STANDARDS && existsSync(STANDARDS) ? false : 'ACCOLADE_STANDARDS is not set'},
  async () => {
    const samples = join(STANDARDS, 'vectors/ob30/validator');
    const options = [
      '--contexts', join(STANDARDS, 'contexts'),
      '--documents', join(samples, 'fixtures/controllers.json')
    ];
    const good = await run(node('verify-vc.mjs'), [...options, join(samples, 'simple.json')]);
    assert.equal(good.verified, true, JSON.stringify(good));
    const bad = await run(node('verify-vc.mjs'), [...options, join(samples, 'simple-err-proof-value.json')]);
    assert.equal(bad.verified, false, JSON.stringify(bad));
  });

/** An issuer with an Ed25519 and an RSA key in its did:web document, one badge in both forms, and its status list. */
async function issuerWorld() {
  const keyPair = await Ed25519Multikey.generate({controller: DID});
  keyPair.id = `${DID}#key-1`;
  const rsa = await generateKeyPair('RS256', {extractable: true});
  const didDocument = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: DID,
    verificationMethod: [
      {id: keyPair.id, type: 'Multikey', controller: DID, publicKeyMultibase: keyPair.publicKeyMultibase},
      {id: `${DID}#rsa-1`, type: 'JsonWebKey', controller: DID, publicKeyJwk: {...await exportJWK(rsa.publicKey), alg: 'RS256'}}
    ],
    assertionMethod: [keyPair.id, `${DID}#rsa-1`]
  };
  const loader = documentLoader(new World({contexts: [], documents: [], origin: []}));
  const sign = async credential => {
    const signed = await vc.issue({credential, suite: signSuite(keyPair), documentLoader: loader});
    return {...signed, proof: [signed.proof]};
  };
  const unsigned = credential();
  const lists = new Map();
  for (const set of [false, true]) {
    const list = await createList({length: 131072});
    list.setStatus(INDEX, set);
    const statusList = await createCredential({id: LIST, list, statusPurpose: 'revocation'});
    lists.set(set, await sign({...statusList, issuer: DID, validFrom: unsigned.validFrom}));
  }
  const jwt = await new SignJWT(unsigned)
    .setProtectedHeader({alg: 'RS256', typ: 'JWT', kid: `${DID}#rsa-1`})
    .setIssuer(DID).setSubject(unsigned.credentialSubject.id).setJti(unsigned.id)
    .setNotBefore(Date.parse(unsigned.validFrom) / 1000)
    .sign(rsa.privateKey);
  return {
    badge: await sign(structuredClone(unsigned)),
    token: jwt,
    documents: set => ({[DID]: didDocument, [LIST]: lists.get(set)})
  };
}

function credential() {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
    ],
    id: 'https://badges.example/b/0123456789abcdefghjkmnpqrs',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: {id: DID, type: ['Profile'], name: 'Guild of Examples'},
    validFrom: '2024-03-01T09:00:00Z',
    name: 'Level Three',
    credentialSubject: {
      id: 'urn:uuid:6f0b9b9e-7c1a-4a53-9e55-0d4c52b6e3a1',
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://badges.example/achievements/level-three',
        type: ['Achievement'],
        name: 'Level Three',
        description: 'The third of three levels.',
        criteria: {narrative: 'Passed the third examination.'}
      }
    },
    credentialStatus: {
      id: `${LIST}#${INDEX}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(INDEX),
      statusListCredential: LIST
    }
  };
}

function openBadges2() {
  const base = 'http://badges.example:8080/ob2';
  const context = 'https://w3id.org/openbadges/v2';
  const identity = createHash('sha256').update('ada@example.orgsalt').digest('hex');
  return {
    [`${base}/assertions/1`]: {
      '@context': context, id: `${base}/assertions/1`, type: 'Assertion',
      recipient: {type: 'email', hashed: true, salt: 'salt', identity: `sha256$${identity}`},
      badge: `${base}/badges/1`, verification: {type: 'HostedBadge'}, issuedOn: '2024-03-01T09:00:00Z'
    },
    [`${base}/badges/1`]: {
      '@context': context, id: `${base}/badges/1`, type: 'BadgeClass', name: 'Level Three',
      description: 'The third of three levels.', image: `${base}/badges/1.png`,
      criteria: {narrative: 'Passed the third examination.'}, issuer: `${base}/issuers/guild`
    },
    [`${base}/issuers/guild`]: {
      '@context': context, id: `${base}/issuers/guild`, type: 'Issuer', name: 'Guild of Examples',
      url: 'http://badges.example:8080', email: 'badges@badges.example'
    },
    [`${base}/badges/1.png`]: 'a picture, which the validator fetches and does not look into'
  };
}

function at(name) {
  return join(folder, name);
}

function write(name, value) {
  return writeFile(at(name), typeof value === 'string' ? value : JSON.stringify(value));
}

async function run(command, options, input) {
  const answers = await lines(command, options, input);
  assert.equal(answers.length, 1, `one answer is wanted, not ${answers.length}`);
  return answers[0];
}

/** Runs a tool to its end; gives its lines of JSON. A tool that fails by itself fails the test with what it said. */
function lines([program, ...fixed], options, input) {
  const child = spawn(program, [...fixed, ...options]);
  let output = '';
  let complaint = '';
  child.stdout.on('data', data => output += data);
  child.stderr.on('data', data => complaint += data);
  child.stdin.end(input === undefined || typeof input === 'string' ? input : JSON.stringify(input));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      if (code !== 0) {
        reject(new Error(`${fixed.at(-1)} ended with ${code}: ${complaint}`));
      } else {
        resolve(output.split('\n').filter(line => line !== '').map(line => JSON.parse(line)));
      }
    });
  });
}
