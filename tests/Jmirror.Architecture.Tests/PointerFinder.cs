using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Jmirror.Architecture.Tests;

/// <summary>Answers for a type in a signature: is it, or is it made of, a pointer? References (ref, in, out) are none.</summary>
internal sealed class PointerFinder : ISignatureTypeProvider<bool, object?>
{
    public static readonly PointerFinder Instance = new();

    public bool GetPointerType(bool elementType) => true;

    public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

    public bool GetArrayType(bool elementType, ArrayShape shape) => elementType;

    public bool GetSZArrayType(bool elementType) => elementType;

    public bool GetByReferenceType(bool elementType) => elementType;

    public bool GetPinnedType(bool elementType) => elementType;

    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => unmodifiedType;

    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) =>
        typeArguments.Contains(true);

    public bool GetGenericMethodParameter(object? genericContext, int index) => false;

    public bool GetGenericTypeParameter(object? genericContext, int index) => false;

    public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

    public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        false;

    public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        false;

    public bool GetTypeFromSpecification(
        MetadataReader reader,
        object? genericContext,
        TypeSpecificationHandle handle,
        byte rawTypeKind
    ) => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
