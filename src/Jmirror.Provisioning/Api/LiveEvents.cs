using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;

namespace Jmirror.Provisioning.Api;

/// <summary>
/// Tells readers what happens, while it happens, as server-sent events. What it is told comes under the control
/// plane's lock, so it waits for nobody: a reader that falls too far behind is cut.
/// </summary>
public sealed class LiveEvents : IMirrorLog, ISubscriberObserver
{
    /// <summary>Most readers at a time.</summary>
    public const int MostReaders = 16;

    /// <summary>Events that a reader may be behind.</summary>
    public const int LongestBacklog = 4096;

    private static readonly byte[] CutEvent = "event: cut\ndata: {}\n\n"u8.ToArray();

    private readonly Lock _lock = new();
    private Channel<ReadOnlyMemory<byte>>[] _readers = [];
    private long _number;
    private bool _isEnded;

    /// <inheritdoc/>
    public void Write(in MirrorEvent line)
    {
        if (_readers.Length == 0)
            return;
        var copy = line;
        Publish($"mirror-{EventWords.Of(line.Kind)}", json => MirrorEventJson.Write(json, copy));
    }

    /// <inheritdoc/>
    public void LoggedIn(Subscriber subscriber) => Publish("subscriber-login", subscriber, null);

    /// <inheritdoc/>
    public void Changed(Subscriber subscriber) => Publish("subscriber-change", subscriber, null);

    /// <inheritdoc/>
    public void LoggedOut(Subscriber subscriber, SessionEnd reason) =>
        Publish("subscriber-logout", subscriber, EventWords.Of(reason));

    /// <summary>Tells of a reload.</summary>
    public void Reloaded(ReloadOutcome outcome) => Publish("reload", json => ReloadJson.Write(json, outcome));

    /// <summary>Ends all readers: the run ends.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnded = true;
            foreach (var reader in _readers)
                reader.Writer.TryComplete();
        }
    }

    /// <summary>Begins to read; null when there are too many readers.</summary>
    internal ChannelReader<ReadOnlyMemory<byte>>? Subscribe()
    {
        lock (_lock)
        {
            if (_readers.Length == MostReaders || _isEnded)
                return null;
            // One more for the last word to a reader that is cut.
            var channel = Channel.CreateBounded<ReadOnlyMemory<byte>>(LongestBacklog + 1);
            _readers = [.. _readers, channel];
            return channel.Reader;
        }
    }

    /// <summary>Ends reading.</summary>
    internal void Unsubscribe(ChannelReader<ReadOnlyMemory<byte>> reader)
    {
        lock (_lock)
            _readers = [.. _readers.Where(one => one.Reader != reader)];
    }

    private void Publish(string name, Subscriber subscriber, string? reason)
    {
        if (_readers.Length == 0)
            return;
        Publish(
            name,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("subscriber", subscriber.Number);
                json.WriteBoolean("static", subscriber.IsStatic);
                if (reason is not null)
                    json.WriteString("reason", reason);
                json.WriteEndObject();
            }
        );
    }

    private void Publish(string name, Action<Utf8JsonWriter> write)
    {
        lock (_lock)
        {
            if (_readers.Length == 0)
                return;
            var data = Encoding.UTF8.GetString(JsonAnswer.Format(write).Span);
            var bytes = Encoding.UTF8.GetBytes($"id: {++_number}\nevent: {name}\ndata: {data}\n\n");
            foreach (var reader in _readers)
                Hand(reader, bytes);
        }
    }

    private static void Hand(Channel<ReadOnlyMemory<byte>> reader, ReadOnlyMemory<byte> bytes)
    {
        if (reader.Reader.Count < LongestBacklog)
            reader.Writer.TryWrite(bytes);
        else if (reader.Writer.TryWrite(CutEvent))
            reader.Writer.TryComplete();
    }
}
