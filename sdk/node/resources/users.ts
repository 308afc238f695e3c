import type {
  BulkAnswer,
  BulkUser,
  Contact,
  Device,
  DeviceList,
  ListedNotification,
  NewDevice,
  Preferences,
  PreferencesPatch,
  Token,
  User,
  UserExport,
} from '../generated/api.ts';
import { List, pagesOf } from '../list.ts';
import type { Call, CallOptions, ChangeOptions, QueryOf } from '../operations.ts';
import { ChatConnections } from './chat-connections.ts';

/** Keeps users: who they are, what they want, what is kept of them. */
export class Users {
  readonly #call: Call;
  readonly preferences: UserPreferences;
  readonly tokens: UserTokens;
  readonly devices: UserDevices;
  readonly chatConnections: ChatConnections;

  constructor(call: Call) {
    this.#call = call;
    this.preferences = new UserPreferences(call);
    this.tokens = new UserTokens(call);
    this.devices = new UserDevices(call);
    this.chatConnections = new ChatConnections({
      put: (id, connection, body, options) => call('putUserChatConnection', { path: { id, connection }, body }, options),
      get: (id, connection, options) => call('readUserChatConnection', { path: { id, connection } }, options),
      list: (id, options) => call('listUserChatConnections', { path: { id } }, options),
      delete: (id, connection, options) => call('deleteUserChatConnection', { path: { id, connection } }, options),
    });
  }

  /** Creates a user, or changes what is given of them. */
  async put(id: string, user: Contact, options?: CallOptions): Promise<User> {
    return (await this.#call('putUser', { path: { id }, body: user }, options)).body;
  }

  /** Creates or changes up to a hundred users. A bad one is among `refused`, and the others are taken. */
  async bulk(users: readonly BulkUser[], options?: CallOptions): Promise<BulkAnswer> {
    return (await this.#call('putUsers', { body: { users: [...users] } }, options)).body;
  }

  /** Reads a user. */
  async get(id: string, options?: CallOptions): Promise<User> {
    return (await this.#call('readUser', { path: { id } }, options)).body;
  }

  /** Lists users by their ids, all or those whose ids begin with `prefix`. */
  list(query: QueryOf<'listUsers'> = {}, options?: CallOptions): List<User> {
    return new List(async (cursor) => (await this.#call('listUsers', { query: { ...query, cursor } }, options)).body);
  }

  /** Removes a user, and everything that is kept of them. */
  async erase(id: string, options?: CallOptions): Promise<void> {
    await this.#call('deleteUser', { path: { id } }, options);
  }

  /** Gives everything that is kept of a user, in one document or several. */
  export(id: string, options?: CallOptions): AsyncGenerator<UserExport, void, undefined> {
    return pagesOf(async (cursor) => {
      const query = cursor === undefined ? {} : { cursor };
      return (await this.#call('exportUser', { path: { id }, query }, options)).body;
    });
  }

  /** Lists a user's notifications, newest first. */
  notifications(id: string, query: QueryOf<'listUserNotifications'> = {}, options?: CallOptions): List<ListedNotification> {
    return new List(
      async (cursor) => (await this.#call('listUserNotifications', { path: { id }, query: { ...query, cursor } }, options)).body,
    );
  }
}

/** Reads and changes what goes to a user. */
class UserPreferences {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** What goes to a user: their own choices, and defaults for the rest. */
  async get(id: string, options?: CallOptions): Promise<Preferences> {
    return (await this.getVersion(id, options)).preferences;
  }

  /** Reads the same with its `etag`, for a change that must not write over another. */
  async getVersion(id: string, options?: CallOptions): Promise<{ preferences: Preferences; etag: string | undefined }> {
    const { body, etag } = await this.#call('readPreferences', { path: { id } }, options);
    return { preferences: body, etag };
  }

  /** Changes what is given, and leaves the rest. With `ifMatch`, an etag, only if nobody else has changed it: else `precondition_failed`. */
  async update(id: string, patch: PreferencesPatch, options?: ChangeOptions): Promise<Preferences> {
    return (await this.#call('patchPreferences', { path: { id }, body: patch }, options)).body;
  }
}

/** Makes the tokens that a user's page calls with. */
class UserTokens {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Makes a token that is good for this user and one hour. `tokenAnswer` makes what your server answers a page. */
  async create(id: string, options?: CallOptions): Promise<Token> {
    return (await this.#call('mintToken', { path: { id } }, options)).body;
  }
}

/** Keeps the devices that a user's push messages go to. */
class UserDevices {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Adds a device, or renews it. */
  async put(user: string, device: NewDevice, options?: CallOptions): Promise<Device> {
    return (await this.#call('putDevice', { path: { id: user }, body: device }, options)).body;
  }

  /** Lists a user's devices, ten at most. */
  async list(user: string, options?: CallOptions): Promise<DeviceList> {
    return (await this.#call('listDevices', { path: { id: user } }, options)).body;
  }

  /** Removes a device. */
  async delete(user: string, device: string, options?: CallOptions): Promise<void> {
    await this.#call('deleteDevice', { path: { id: user, device } }, options);
  }
}
