// A process that keeps its place in a file again and again, as another run of the same file would.
import { openPlace } from '../../../bin/operator/csv/place-in-file.ts';

const [path = ''] = process.argv.slice(2);
const place = openPlace(path, { task: 'import', sha256: '' });
for (let done = 0; done < 500; done += 1) place.save(done);
console.log('kept');
