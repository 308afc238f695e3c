// A process that takes a file, as another run of the command would.
import { takeFile } from '../../../bin/operator/csv/take-file.ts';

const [path = ''] = process.argv.slice(2);
takeFile(path);
console.log('taken');
