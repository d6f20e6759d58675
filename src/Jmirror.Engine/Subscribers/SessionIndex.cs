namespace Jmirror.Engine.Subscribers;

/// <summary>
/// Finds sessions by hash of anything that is known of them. Keys themselves are not kept: who searches looks whether
/// the session really has what was searched for. 24 bytes for each key and about 5 for its bucket.
/// </summary>
/// <remarks>
/// Linear hashing (Litwin, VLDB 1980): the table grows by one bucket at a time, so that no login has to wait for a
/// million others to be moved. Keys of one hash hang at the first of them, so that a value which all sessions share
/// costs the others nothing; removing is quick for the same reason.
/// </remarks>
internal sealed class SessionIndex
{
    /// <summary>Place of no key.</summary>
    public const int None = -1;

    private const int FirstBuckets = 16;

    private readonly PagedArray<Entry> _entries = new();
    private readonly PagedArray<int> _buckets = new();
    private int _free = None;
    private int _hashes;
    private int _lowBuckets = FirstBuckets;
    private int _split;

    /// <summary>An empty index.</summary>
    public SessionIndex()
    {
        for (var i = 0; i < FirstBuckets; i++)
            _buckets.Add(None);
    }

    /// <summary>One key of one session.</summary>
    private struct Entry
    {
        public Subscriber? Session;
        public uint Hash;

        /// <summary>The next key of the same session, or the next unused entry.</summary>
        public int Sibling;

        /// <summary>For the first of its hash: the next hash in the bucket. Otherwise the next key of this hash.</summary>
        public int Next;

        /// <summary>For the first of its hash: the second, or <see cref="None"/>. Otherwise the key before.</summary>
        public int Group;
    }

    /// <summary>Adds a key to those of a session.</summary>
    public void Add(Subscriber session, uint hash)
    {
        var place = Take();
        ref var entry = ref _entries[place];
        entry.Session = session;
        entry.Hash = hash;
        entry.Sibling = session.FirstKey;
        session.FirstKey = place;
        var first = FirstOf(hash);
        if (first == None)
        {
            ref var bucket = ref _buckets[BucketOf(hash)];
            entry.Next = bucket;
            entry.Group = None;
            bucket = place;
            _hashes++;
            Grow();
            return;
        }
        ref var head = ref _entries[first];
        entry.Next = head.Group;
        entry.Group = first;
        if (head.Group != None)
            _entries[head.Group].Group = place;
        head.Group = place;
    }

    /// <summary>Removes all keys of a session.</summary>
    public void Remove(Subscriber session)
    {
        for (var place = session.FirstKey; place != None; )
        {
            var sibling = _entries[place].Sibling;
            Unlink(place);
            Give(place);
            place = sibling;
        }
        session.FirstKey = None;
    }

    /// <summary>The sessions with a key of this hash, in no order that means anything.</summary>
    public Found Find(uint hash) => new(this, FirstOf(hash));

    private int FirstOf(uint hash)
    {
        var place = _buckets[BucketOf(hash)];
        while (place != None && _entries[place].Hash != hash)
            place = _entries[place].Next;
        return place;
    }

    private void Unlink(int place)
    {
        ref var entry = ref _entries[place];
        var first = FirstOf(entry.Hash);
        if (place != first)
        {
            // Only the first of a hash has its follower in Group.
            if (entry.Group == first)
                _entries[first].Group = entry.Next;
            else
                _entries[entry.Group].Next = entry.Next;
            if (entry.Next != None)
                _entries[entry.Next].Group = entry.Group;
            return;
        }
        var heir = entry.Group;
        LinkTo(place) = heir == None ? entry.Next : heir;
        if (heir == None)
        {
            _hashes--;
            return;
        }
        ref var next = ref _entries[heir];
        next.Group = next.Next;
        if (next.Group != None)
            _entries[next.Group].Group = heir;
        next.Next = entry.Next;
    }

    /// <summary>What points at the first key of a hash: its bucket or the hash before it.</summary>
    private ref int LinkTo(int first)
    {
        ref var link = ref _buckets[BucketOf(_entries[first].Hash)];
        while (link != first)
            link = ref _entries[link].Next;
        return ref link;
    }

    /// <summary>Splits one bucket in two as soon as there are more hashes than buckets.</summary>
    private void Grow()
    {
        if (_hashes <= _buckets.Count)
            return;
        var place = _buckets[_split];
        _buckets[_split] = None;
        var added = _buckets.Add(None);
        while (place != None)
        {
            ref var entry = ref _entries[place];
            var next = entry.Next;
            ref var bucket = ref _buckets[(entry.Hash & (uint)_lowBuckets) == 0 ? _split : added];
            entry.Next = bucket;
            bucket = place;
            place = next;
        }
        _split++;
        if (_split < _lowBuckets)
            return;
        _lowBuckets *= 2;
        _split = 0;
    }

    private int BucketOf(uint hash)
    {
        var bucket = (int)(hash & (uint)(_lowBuckets - 1));
        return bucket < _split ? (int)(hash & (uint)((2 * _lowBuckets) - 1)) : bucket;
    }

    private int Take()
    {
        if (_free == None)
            return _entries.Add(default);
        var place = _free;
        _free = _entries[place].Sibling;
        return place;
    }

    private void Give(int place)
    {
        _entries[place] = new Entry { Sibling = _free };
        _free = place;
    }

    /// <summary>Goes through the sessions of one hash; the index must not change meanwhile.</summary>
    public ref struct Found
    {
        private readonly SessionIndex _index;
        private readonly int _first;
        private int _place;
        private int _next;

        internal Found(SessionIndex index, int first)
        {
            _index = index;
            _first = first;
            _place = None;
            _next = first;
        }

        /// <summary>The session.</summary>
        public readonly Subscriber Current => _index._entries[_place].Session!;

        /// <summary>This.</summary>
        public readonly Found GetEnumerator() => this;

        /// <summary>Goes on to the next; false when there is none.</summary>
        public bool MoveNext()
        {
            if (_next == None)
                return false;
            _place = _next;
            ref var entry = ref _index._entries[_place];
            _next = _place == _first ? entry.Group : entry.Next;
            return true;
        }
    }
}
