import type { Problem } from './problem.ts'

function problem(slug: string, status: number, title: string, description: string): Problem {
  return { slug, status, title, description }
}

/** Every problem that the API can answer; there is no other. */
export const problems = {
  malformedRequest: problem('malformed-request', 400, 'Malformed request', 'The URL or a header cannot be read.'),
  malformedJson: problem(
    'malformed-json',
    400,
    'Malformed JSON',
    'The body is not JSON, repeats a key, names `__proto__`, or is nested deeper than 32.',
  ),
  invalidQuery: problem(
    'invalid-query',
    400,
    'Invalid query',
    'A query parameter is unknown, repeated or has a wrong value; `errors` names each.',
  ),
  fieldNotFilterable: problem(
    'field-not-filterable',
    400,
    'Field not filterable',
    'The field may be read but is not marked as filterable on its type.',
  ),
  misplacedToken: problem(
    'misplaced-token',
    400,
    'Token in the wrong place',
    'Send the token as `Authorization: Bearer`, never in a URL, body or cookie (the studio has a cookie of its own). A token that was sent in a URL should be revoked.',
  ),
  missingToken: problem('missing-token', 401, 'Token required', 'Send `Authorization: Bearer <token>`.'),
  invalidToken: problem(
    'invalid-token',
    401,
    'Invalid token',
    'The token is unknown, mistyped, inactive, revoked, expired or deleted; which one is told only to those who manage it.',
  ),
  wrongCredentials: problem(
    'wrong-credentials',
    401,
    'Wrong e-mail address or password',
    'The same answer for known and unknown people.',
  ),
  wrongSecondFactor: problem(
    'wrong-second-factor',
    401,
    'Wrong code or passkey',
    'The code is wrong, out of date or used, or the passkey is none of the account’s.',
  ),
  challengeOver: problem(
    'challenge-over',
    401,
    'Sign-in is over',
    'The challenge is unknown, used or out of date: begin again.',
  ),
  freshLoginRequired: problem(
    'fresh-login-required',
    403,
    'Fresh login required',
    'The login is too long ago for this: prove again who you are with `POST /api/v1/session/confirm`, or log in again.',
  ),
  crossOrigin: problem(
    'cross-origin',
    403,
    'Not from the studio',
    'The studio’s cookie counts for the studio’s own pages only: same origin, and with the header `Latchkey-Studio: 1` to change anything.',
  ),
  kindMismatch: problem(
    'token-kind-mismatch',
    403,
    'Wrong kind of token',
    'The token is valid, but tokens of its kind never may call this operation; `accepted_kinds` may.',
  ),
  insufficientScope: problem(
    'insufficient-scope',
    403,
    'Not allowed',
    'A layer of the caller’s rights does not reach this; `missing_grant`, when given, is the smallest grant that would.',
  ),
  exceedsMaker: problem(
    'exceeds-maker',
    403,
    'More than the maker has',
    'Nobody can make or bind a token, role or member that may do what he may not do himself.',
  ),
  invalidSignedUrl: problem(
    'invalid-signed-url',
    403,
    'Invalid signed URL',
    'The URL was changed or has expired, or the token that it was signed for can no longer be used; which one is not told.',
  ),
  notFound: problem('not-found', 404, 'Not found', 'There is no such thing, or the caller may not know of it.'),
  methodNotAllowed: problem(
    'method-not-allowed',
    405,
    'Method not allowed',
    'The path exists; `Allow` lists its methods.',
  ),
  notAcceptable: problem(
    'not-acceptable',
    406,
    'Not acceptable',
    'Answers are sent as they are, in gzip or in brotli; `Accept-Encoding` refuses all of these.',
  ),
  conflict: problem('conflict', 409, 'Conflict', 'The request does not fit the present state of the thing.'),
  slugTaken: problem('slug-taken', 409, 'Slug taken', 'Another thing has this slug already.'),
  inUse: problem('in-use', 409, 'In use', 'Something that is still live depends on it.'),
  limitReached: problem('limit-reached', 409, 'Limit reached', 'All slots are taken; revoke or delete one first.'),
  idempotencyConflict: problem(
    'idempotency-conflict',
    409,
    'Idempotency key used otherwise',
    'The key was sent before with another request.',
  ),
  rightsChanged: problem(
    'rights-changed',
    409,
    'Rights changed meanwhile',
    'The caller’s rights were changed while the request ran; send it again.',
  ),
  versionConflict: problem(
    'version-conflict',
    412,
    'Version conflict',
    'The thing was changed since; read it again and repeat the change on it.',
  ),
  bodyTooLarge: problem('body-too-large', 413, 'Body too large', 'A request body may have 1 MiB.'),
  fileTooLarge: problem('file-too-large', 413, 'File too large', 'The file has more bytes than this server takes.'),
  unsupportedMediaType: problem(
    'unsupported-media-type',
    415,
    'Unsupported media type',
    'Send `application/json`, or `application/merge-patch+json` with PATCH.',
  ),
  rangeNotSatisfiable: problem(
    'range-not-satisfiable',
    416,
    'Range not satisfiable',
    'The file has no such bytes; `Content-Range` says how many it has.',
  ),
  invalidBody: problem('invalid-body', 422, 'Invalid body', 'The body does not fit; `errors` points at every place.'),
  branchNotReady: problem(
    'branch-not-ready',
    409,
    'Branch not ready',
    'The branch is still being copied; its `state` says when it can be used.',
  ),
  fileRefused: problem(
    'file-refused',
    422,
    'File refused',
    'The bytes are of a type that this server does not take, or are not what an image of that type is made of, or have too many pixels.',
  ),
  unknownBranch: problem(
    'unknown-branch',
    422,
    'Unknown branch',
    'There is no such branch, or the token does not reach it; the two are answered alike.',
  ),
  ifMatchRequired: problem(
    'if-match-required',
    428,
    'If-Match required',
    'Replacing a thing needs the version that it replaces.',
  ),
  tooManyRequests: problem(
    'too-many-requests',
    429,
    'Too many requests',
    'Try again after the seconds in `Retry-After`.',
  ),
  internal: problem(
    'internal',
    500,
    'Internal error',
    'The server failed; the log has the reason under the request id.',
  ),
  sizesUnavailable: problem(
    'sizes-unavailable',
    501,
    'Sizes unavailable',
    'This server makes no other sizes of images: the package sharp is not installed beside it.',
  ),
  unavailable: problem('unavailable', 503, 'Unavailable', 'The database or the disk cannot serve now; try again.'),
} as const satisfies Record<string, Problem>
