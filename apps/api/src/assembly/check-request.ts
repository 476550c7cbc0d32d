import { CutroomError, type Problem } from '#lib/contracts';
import { type Folder, openFolder } from '#lib/folders';
import { isObject } from '../http/fields.js';
import { withoutNulls } from '../http/json-shape.js';
import { boundedBody, problemsOf, validationFailed } from '../http/validate.js';
import { ProcessDto, type ShotRequest } from './dto.js';

export interface CheckedAssembly {
  readonly project: string;
  readonly shots: readonly ShotRequest[];
  readonly config: NonNullable<ProcessDto['config']>;
}

const FIELDS = new Set(['file', 'in', 'out']);

/** What a body asks for. @throws CutroomError VALIDATION_FAILED with every problem of form */
export const checkAssembly = (body: unknown): CheckedAssembly => {
  const said = withoutNulls(boundedBody(ProcessDto, body), new Set()) as Record<string, unknown>;
  const listed: readonly unknown[] = Array.isArray(said['shots']) ? said['shots'] : [];
  const problems = [...problemsOf(ProcessDto, said), ...listed.flatMap(problemsOfShot)];
  if (problems.length > 0) throw validationFailed(problems);
  const { project, shots, config = {} } = said as unknown as ProcessDto;
  return { project, shots: shots.map((shot) => (typeof shot === 'string' ? { file: shot } : shot)), config };
};

const problemsOfShot = (shot: unknown, index: number): readonly Problem[] => {
  const at = `/shots/${index}`;
  if (typeof shot === 'string') return fileProblems(shot, at);
  if (!isObject(shot)) return [{ pointer: at, message: 'must be a path, or an object with a file' }];
  const unknown = Object.keys(shot).filter((name) => !FIELDS.has(name));
  const times = (['in', 'out'] as const).filter((name) => shot[name] !== undefined && !isTime(shot[name]));
  const reversed = isTime(shot['out']) && shot['out'] <= (isTime(shot['in']) ? shot['in'] : 0);
  return [
    ...fileProblems(shot['file'], `${at}/file`),
    ...unknown.map((name) => ({ pointer: `${at}/${name}`, message: 'unknown field' })),
    ...times.map((name) => ({ pointer: `${at}/${name}`, message: 'must be seconds from 0 to 86400' })),
    ...(reversed ? [{ pointer: `${at}/out`, message: 'must be after in' }] : []),
  ];
};

const isTime = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 86_400;

const fileProblems = (file: unknown, pointer: string): readonly Problem[] =>
  typeof file === 'string' && file.length > 0 && file.length <= 1024
    ? []
    : [{ pointer, message: 'must be the path of a file of the project' }];

/** The folder of a project. @throws CutroomError NOT_FOUND where there is no such project */
export const openProject = async (projects: Folder, project: string): Promise<Folder> => {
  const folder = openFolder(await projects.directory(project).catch(() => Promise.reject(noProject())));
  await folder.file('project.json').catch(() => Promise.reject(noProject()));
  return folder;
};

const noProject = (): CutroomError => new CutroomError('NOT_FOUND', 'There is no project of this name.');

/** Places of the shots whose file is not there. */
export const missingShots = async (folder: Folder, shots: readonly ShotRequest[]): Promise<readonly number[]> => {
  const found = await Promise.all(shots.map(({ file }) => folder.file(file).catch(() => null)));
  return found.flatMap((path, index) => (path === null ? [index] : []));
};

export const notThere = (index: number): Problem => ({
  pointer: `/shots/${index}`,
  message: 'There is no such file in the project.',
});
