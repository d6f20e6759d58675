using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>Lengths of IP packets: <c>imix</c>, a length, a range, or a list of ranges with weights.</summary>
internal sealed class SizesKind : Kind<SizeDistribution>
{
    private const string Imix = "imix";
    private const int MostWeight = 1_000_000;

    private static readonly ScalarKind<SizeRange> Range = ScenarioScalars.Lengths(
        PlanRules.MinPacketLength,
        PlanRules.MaxPacketLength
    );

    private static readonly Key<Placed<SizeRange>, int> From = new("from", Length)
    {
        Help = "The shortest, bytes of the IP packet.",
        Example = "64",
        IsRequired = true,
        Get = range => range.Value.First,
    };

    private static readonly Key<Placed<SizeRange>, int> To = new("to", Length)
    {
        Help = "The longest, bytes of the IP packet.",
        Example = "1400",
        IsRequired = true,
        Get = range => range.Value.Last,
    };

    private static readonly Key<Placed<SizeRange>, int> Weight = new(
        "weight",
        Scalars.Number("a weight", 1, MostWeight)
    )
    {
        Help = "How often in comparison to the other ranges.",
        Default = 1,
        Example = "1",
        Get = range => range.Value.Weight,
    };

    private static readonly MappingKind<Placed<SizeRange>> Item = new(
        "a range of lengths",
        [From, To, Weight],
        values => new Placed<SizeRange>(
            new SizeRange(values.Get(From), values.Get(To), values.Get(Weight)),
            values.Origin
        )
    )
    {
        OriginOf = range => range.Origin,
        Check = (values, errors) =>
        {
            if (values.Get(From) > values.Get(To))
                errors.Add(
                    values.Origin.PositionOf(To.Name),
                    $"the range runs backwards: write from: {values.Get(To)}, to: {values.Get(From)}"
                );
        },
    };

    private static ScalarKind<int> Length =>
        Scalars.Number("a length", PlanRules.MinPacketLength, PlanRules.MaxPacketLength);

    public override string Expectation =>
        $"{Imix}, a length, a range such as 64-1400, or a list of {{ from: 64, to: 1400, weight: 1 }}";

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        switch (node)
        {
            case YamlScalar { Text: Imix }:
                return SizeDistribution.Imix;
            case YamlScalar { IsEmpty: false }:
                return Range.Read(node, subject, errors) is { } range
                    ? new SizeDistribution(new ConfigList<SizeRange>([(SizeRange)range]))
                    : null;
            case YamlList { Items.Count: > 0 } list:
                var faultsBefore = errors.Faults;
                var ranges = list
                    .Items.Select(item => Item.Read(item, "a range of lengths", errors))
                    .OfType<Placed<SizeRange>>()
                    .Select(one => one.Value)
                    .ToArray();
                return errors.Faults == faultsBefore
                    ? new SizeDistribution(new ConfigList<SizeRange>(ranges))
                    : null;
            default:
                return Refuse(node, subject, errors);
        }
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("const", Imix);
        json.WriteEndObject();
        json.WriteStartObject();
        Range.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "array");
        json.WriteNumber("minItems", 1);
        json.WriteStartObject("items");
        Item.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        if (WordOf((SizeDistribution)value) is { } word)
        {
            json.WriteStringValue(word);
            return;
        }
        json.WriteStartArray();
        foreach (var range in ((SizeDistribution)value).Ranges)
            Item.WriteJson(json, new Placed<SizeRange>(range, ConfigOrigin.Nowhere));
        json.WriteEndArray();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        var sizes = (SizeDistribution)value;
        var ranges = sizes.Ranges.Select(range =>
            $"{{ from: {range.First}, to: {range.Last}, weight: {range.Weight} }}"
        );
        writer.Line($"{key}: {WordOf(sizes) ?? $"[ {string.Join(", ", ranges)} ]"}", comment);
    }

    private static string? WordOf(SizeDistribution sizes) =>
        ReferenceEquals(sizes, SizeDistribution.Imix) ? Imix
        : sizes.Ranges is [{ Weight: 1 } range]
            ? (range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}")
        : null;
}
