#!/usr/bin/env node
// How many times a second @digitalbazaar/vc signs and verifies one credential, with every document in memory: the
// yardstick for Accolade's own figures on the same document in the same run. `per_cpu_second` counts the time of all
// threads of the process, `per_second` that of the clock.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createSignCryptosuite, createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader, newDidKey} from './lib/db.mjs';
import {World, answer, commandLine, readDocuments, run} from './lib/world.mjs';

const {values, positionals} = commandLine('bench-vc.mjs [--seconds S] [--jcs] [options] [FILE]   (standard input without FILE)', {
  seconds: {type: 'string', default: '3'},
  jcs: {type: 'boolean', default: false}
});

await run(async () => {
  const [document] = readDocuments(positionals);
  const {did, keyPair} = await newDidKey();
  const unsigned = structuredClone(document);
  delete unsigned.proof;
  if (typeof unsigned.issuer === 'string') {
    unsigned.issuer = did;
  } else {
    unsigned.issuer.id = did;
  }
  const loader = documentLoader(new World(values));
  const signing = values.jcs ? createSignCryptosuite() : eddsaRdfc2022;
  const verifying = values.jcs ? createVerifyCryptosuite() : eddsaRdfc2022;
  // The list is another document with another proof: the rate is that of one credential.
  const checkStatus = async () => ({verified: true});
  const sign = () => vc.issue({
    credential: structuredClone(unsigned), documentLoader: loader,
    suite: new DataIntegrityProof({signer: keyPair.signer(), cryptosuite: signing})
  });
  const signed = await sign();
  const verify = async () => {
    const suite = new DataIntegrityProof({cryptosuite: verifying});
    const result = await vc.verifyCredential({credential: signed, suite, checkStatus, documentLoader: loader});
    if (!result.verified) {
      throw result.error;
    }
  };
  answer({
    library: '@digitalbazaar/vc',
    node: process.version,
    bytes: JSON.stringify(signed).length,
    sign: await rate(sign),
    verify: await rate(verify)
  });
});

async function rate(operation) {
  for (let warm = 0; warm < 20; warm += 1) {
    await operation();
  }
  const budget = Number(values.seconds) * 1000;
  const start = performance.now();
  const before = process.cpuUsage();
  let runs = 0;
  let elapsed = 0;
  while (elapsed < budget) {
    await operation();
    runs += 1;
    elapsed = performance.now() - start;
  }
  const {user, system} = process.cpuUsage(before);
  return {
    runs,
    seconds: Number((elapsed / 1000).toFixed(3)),
    per_second: Number((runs * 1000 / elapsed).toFixed(1)),
    per_cpu_second: Number((runs * 1e6 / (user + system)).toFixed(1))
  };
}
