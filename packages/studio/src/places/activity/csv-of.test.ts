import { expect, test } from 'vitest'
import { csvOf } from './csv-of.ts'

const record = {
  seq: 7,
  at: '2026-11-27T10:00:00.000Z',
  operation: 'entries.publish',
  actor: 'account:a',
  token: null,
  secret_version: null,
  target: 'content:products:"big", red',
  decided_by: ['role:0', 'owner:0'],
  request: 'r',
  network: '=1+1',
}

test('a record is a row, quoted where it has to be, and runs nothing in a spreadsheet', () => {
  expect(csvOf([record]).split('\r\n')).toEqual([
    'seq,at,actor,token,secret_version,operation,target,decided_by,network,request',
    `7,2026-11-27T10:00:00.000Z,account:a,,,entries.publish,"content:products:""big"", red",role:0 owner:0,'=1+1,r`,
    '',
  ])
})
